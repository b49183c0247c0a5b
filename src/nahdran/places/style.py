# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The style of our vector map for MapLibre GL JS, made from the palette and ``cartography``. Served by the view ``places:style``.

For whoever loads it: the source is ``pmtiles:///karte/kacheln.pmtiles?v=...`` (register the protocol of the package ``pmtiles`` and make
the address whole). There is no glyph server and no sprite: letters come from the page's own font files by the style property
``font-faces`` (MapLibre 6), which needs ``connect-src 'self'`` and the browser's font loading only. Without a build of the client files
that property is left out and MapLibre draws with a font of the device. ``metadata["nahdran:schematic"]`` says that the map is a sketch.

Layers of the tiles and their attributes: land(kind), wood(kind: wood|park), built(kind: homes|work), building(kind: house|public), water,
waterway(class: river|stream, name), road(class: motorway|main|street|path, name, ref, minor), rail(class: rail|siding),
boundary(kind: municipality|neighbour|district), place(name, rank: 1..4), poi(name, kind), housenumber(number).
"""

from collections.abc import Mapping
from typing import Any

from nahdran.places import cartography as c
from nahdran.places.mapdata import Bounds

SOURCE = "town"
_FIRST_ZOOM = 9
Layer = dict[str, Any]
_REGULAR, _MEDIUM, _SEMIBOLD, _ITALIC = (
    ["Fira Sans Regular"],
    ["Fira Sans Medium"],
    ["Fira Sans SemiBold"],
    ["Fira Sans Italic"],
)
# Name in the style: file of the client build.
FONTS = {
    "Fira Sans Regular": "FiraSans-Regular.woff2",
    "Fira Sans Medium": "FiraSans-Medium.woff2",
    "Fira Sans SemiBold": "FiraSans-SemiBold.woff2",
    "Fira Sans Italic": "FiraSans-Italic.woff2",
}
_ROUND = {"line-cap": "round", "line-join": "round"}


def build_style(
    *,
    name: str,
    colours: Mapping[str, str],
    tiles_url: str,
    bounds: Bounds,
    attribution: str,
    fonts: Mapping[str, str],
    is_schematic: bool,
) -> dict[str, Any]:
    """The whole style document. ``fonts`` maps font names to addresses of files; empty where there is no build."""
    style: dict[str, Any] = {
        "version": 8,
        "name": name,
        "metadata": {"nahdran:schematic": is_schematic},
        "sources": {
            SOURCE: {
                "type": "vector",
                "url": f"pmtiles://{tiles_url}",
                "bounds": list(bounds),
                "attribution": attribution,
            },
        },
        "layers": [*_ground(colours), *_roads(colours), *_borders(colours), *_labels(colours)],
    }
    if fonts:
        style["font-faces"] = {font: [{"url": url}] for font, url in fonts.items()}
    return style


def empty_style(colours: Mapping[str, str], name: str) -> dict[str, Any]:
    """What is drawn before the first import: nothing, in the colour of the ground."""
    ground = {"id": "background", "type": "background", "paint": {"background-color": colours["ground"]}}
    return {"version": 8, "name": name, "metadata": {}, "sources": {}, "layers": [ground]}


def _ground(k: Mapping[str, str]) -> list[Layer]:
    return [
        {"id": "beyond", "type": "background", "paint": {"background-color": k["beyond"]}},
        _fill("land", "land", k["ground"]),
        _fill("wood", "wood", k["wood"], where=["==", ["get", "kind"], "wood"]),
        _fill("park", "wood", k["wood"], where=["==", ["get", "kind"], "park"], opacity=0.75),
        _fill("built", "built", k["built"], opacity=_grow(((9, 1), (14, 1), (17, 0.55)), 1)),
        _fill("water", "water", k["water"]),
        *(
            _line(
                f"waterway-{kind}", "waterway", k["water"], stops, where=["==", ["get", "class"], kind], layout=_ROUND
            )
            for kind, stops in reversed(c.WATERWAY_WIDTH.items())
        ),
        _fill(
            "building",
            "building",
            ["match", ["get", "kind"], "public", k["public"], k["house"]],
            opacity=_grow(c.BUILDING_OPACITY, 1),
            minzoom=c.BUILDING_OPACITY[0][0],
        ),
    ]


def _roads(k: Mapping[str, str]) -> list[Layer]:
    """First all edges, then all surfaces, so that streets open into each other."""
    kinds = ("minor", "street", "main", "motorway")
    edges = [
        _line(
            f"road-{kind}-edge",
            "road",
            k["motorway-edge"] if kind == "motorway" else k["road-edge"],
            _wider(c.ROAD_WIDTH[kind]),
            where=_road_filter(kind),
            layout=_ROUND,
        )
        for kind in kinds
    ]
    surfaces = [
        _line(
            f"road-{kind}",
            "road",
            k["motorway"] if kind == "motorway" else k["road"],
            c.ROAD_WIDTH[kind],
            where=_road_filter(kind),
            layout=_ROUND,
        )
        for kind in kinds
    ]
    path = _line("road-path", "road", k["road-edge"], c.ROAD_WIDTH["path"], where=_road_filter("path"))
    path["paint"]["line-dasharray"] = [3, 1.6]
    middle = _line("road-motorway-middle", "road", k["road"], ((11, 0.6), (17, 2)), where=_road_filter("motorway"))
    middle["minzoom"] = 11
    rail = _line("rail", "rail", k["label"], c.RAIL_WIDTH)
    rail["paint"] |= {"line-dasharray": [6, 3.4], "line-opacity": 0.55}
    return [path, *edges, *surfaces, middle, rail]


def _borders(k: Mapping[str, str]) -> list[Layer]:
    district = _line(
        "boundary-district", "boundary", k["border"], c.DISTRICT_WIDTH, where=["==", ["get", "kind"], "district"]
    )
    district["layout"] = {"line-cap": "round"}
    district["paint"]["line-dasharray"] = [0.2, 3.6]
    # Near by, the lines between the districts only disturb.
    district["paint"]["line-opacity"] = _grow(((14, 1), (15.5, 0.35)), 1)
    neighbour = _line(
        "boundary-neighbour", "boundary", k["border"], c.DISTRICT_WIDTH, where=["==", ["get", "kind"], "neighbour"]
    )
    neighbour["paint"]["line-opacity"] = 0.45
    town = _line(
        "boundary-town",
        "boundary",
        k["border"],
        c.BORDER_WIDTH,
        where=["==", ["get", "kind"], "municipality"],
        layout=_ROUND,
    )
    return [neighbour, district, town]


def _labels(k: Mapping[str, str]) -> list[Layer]:
    along = {"symbol-placement": "line", "text-letter-spacing": 0.01, "text-max-angle": 35, "text-padding": 8}
    streets = []
    for kind, zoom in (("minor", 16.5), ("street", c.STREET_NAME_ZOOM), ("main", 13.5)):
        letters = _REGULAR, c.STREET_NAME_SIZE
        layer = _text(f"name-{kind}", "road", k, letters, minzoom=zoom, where=_road_filter(kind), layout=along)
        layer["paint"]["text-halo-color"] = k["road"]
        streets.append(layer)
    water_layout = along | {"text-letter-spacing": 0.06}
    water = _text("name-water", "waterway", k, (_ITALIC, c.WATER_NAME_SIZE), minzoom=11, layout=water_layout)
    water["paint"]["text-color"] = k["water-label"]
    numbers = _text(
        "number", "housenumber", k, (_REGULAR, c.HOUSE_NUMBER_SIZE), minzoom=c.HOUSE_NUMBER_ZOOM, field="number"
    )
    numbers["paint"] |= {"text-halo-color": k["house"], "text-halo-width": 1, "text-opacity": 0.8}
    pois = _text(
        "poi", "poi", k, (_REGULAR, c.POI_SIZE), minzoom=c.POI_ZOOM, layout={"text-max-width": 8, "text-padding": 4}
    )
    return [water, *streets, numbers, pois, _shield(k), *_places(k)]


def _shield(k: Mapping[str, str]) -> Layer:
    """The number of a motorway on blue: a wide halo serves as the sign, so that no image is needed."""
    where = ["all", ["==", ["get", "class"], "motorway"], ["has", "ref"]]
    layout = {
        "symbol-placement": "line",
        "symbol-spacing": 420,
        "text-rotation-alignment": "viewport",
        "text-max-angle": 180,
    }
    shield = _text(
        "shield", "road", k, (_SEMIBOLD, ((9, 11.5), (15, 13))), minzoom=10, field="ref", where=where, layout=layout
    )
    shield["paint"] = {"text-color": "#ffffff", "text-halo-color": k["shield"], "text-halo-width": 3.2}
    return shield


def _places(k: Mapping[str, str]) -> list[Layer]:
    fonts = {1: _SEMIBOLD, 2: _MEDIUM, 3: _REGULAR, 4: _REGULAR}
    result = []
    for rank in (4, 3, 2, 1):
        where = ["==", ["get", "rank"], rank]
        letters = fonts[rank], c.PLACE_SIZE[rank]
        layout = {"text-max-width": 9, "text-padding": 6}
        layer = _text(f"place-{rank}", "place", k, letters, minzoom=c.PLACE_ZOOM[rank], where=where, layout=layout)
        layer["paint"]["text-halo-width"] = 2
        # A name that covers the whole window says nothing any more.
        layer["paint"]["text-opacity"] = _grow(((15.5, 1), (17, 0)), 1)
        layer["maxzoom"] = 17
        result.append(layer)
    return result


def _road_filter(kind: str) -> list[Any]:
    if kind == "minor":
        return ["all", ["==", ["get", "class"], "street"], ["has", "minor"]]
    if kind == "street":
        return ["all", ["==", ["get", "class"], "street"], ["!", ["has", "minor"]]]
    return ["==", ["get", "class"], kind]


def _fill(
    ident: str,
    layer: str,
    colour: Any,
    *,
    where: list[Any] | None = None,
    opacity: Any = 1,
    minzoom: float | None = None,
) -> Layer:
    result: Layer = {
        "id": ident,
        "type": "fill",
        "source": SOURCE,
        "source-layer": layer,
        "paint": {"fill-color": colour},
    }
    if opacity != 1:
        result["paint"]["fill-opacity"] = opacity
    if where:
        result["filter"] = where
    if minzoom is not None:
        result["minzoom"] = minzoom
    return result


def _line(
    ident: str,
    layer: str,
    colour: str,
    stops: c.Stops,
    *,
    where: list[Any] | None = None,
    layout: Mapping[str, Any] | None = None,
) -> Layer:
    paint = {"line-color": colour, "line-width": _grow(stops)}
    result: Layer = {"id": ident, "type": "line", "source": SOURCE, "source-layer": layer, "paint": paint}
    if stops[0][0] > _FIRST_ZOOM:
        result["minzoom"] = stops[0][0]
    if where:
        result["filter"] = where
    if layout:
        result["layout"] = dict(layout)
    return result


def _text(
    ident: str,
    layer: str,
    k: Mapping[str, str],
    letters: tuple[list[str], c.Stops],
    *,
    minzoom: float,
    field: str = "name",
    where: list[Any] | None = None,
    layout: Mapping[str, Any] | None = None,
) -> Layer:
    font, sizes = letters
    result: Layer = {
        "id": ident,
        "type": "symbol",
        "source": SOURCE,
        "source-layer": layer,
        "minzoom": minzoom,
        "layout": {"text-field": ["get", field], "text-font": font, "text-size": _grow(sizes, 1), **(layout or {})},
        "paint": {"text-color": k["label"], "text-halo-color": k["ground"], "text-halo-width": 1.5},
    }
    if where:
        result["filter"] = where
    return result


def _grow(stops: c.Stops, growth: float = c.GROWTH) -> list[Any]:
    curve = ["linear"] if growth == 1 else ["exponential", growth]
    return ["interpolate", curve, ["zoom"], *(value for stop in stops for value in stop)]


def _wider(stops: c.Stops) -> c.Stops:
    return tuple((zoom, round(width + 2 * c.at_zoom(c.ROAD_EDGE, zoom, 1), 2)) for zoom, width in stops)
