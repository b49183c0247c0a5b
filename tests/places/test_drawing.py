# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tiles, colours and pictures: what is drawn is what was imported."""

import re
from pathlib import Path

import pytest
import shapely
from django.template import Context, Template

from nahdran.places.mapdata import Feature
from nahdran.places.operations import ImportResult
from nahdran.places.palette import TOKENS, map_colours, to_hex
from nahdran.places.pictures import picture_in_page, town_picture
from nahdran.places.style import build_style
from nahdran.places.svg import Pin
from nahdran.places.tiles.archive import read_tile, write_archive
from nahdran.places.tiles.builder import MAX_ZOOM, MIN_ZOOM, build_tiles
from nahdran.places.tiles.grid import EXTENT, tile_at
from nahdran.places.tiles.reader import tile_shapes

STYLES = Path(__file__).resolve().parents[2] / "src/nahdran/ui/client/styles"
BOUNDS = (7.0, 50.0, 7.02, 50.01)
SQUARE = Feature("land", shapely.box(7.001, 50.001, 7.019, 50.009), {"kind": "municipality"})
ROAD = Feature(
    "road", shapely.LineString([(6.9, 50.005), (7.1, 50.005)]), {"class": "street", "name": "Weg", "minor": True}, 12
)
HOUSE = Feature("building", shapely.box(7.0101, 50.0051, 7.0102, 50.0052), {"kind": "house"}, 13)
NUMBER = Feature("housenumber", shapely.Point(7.01015, 50.00515), {"number": "3a"}, 15)
FEATURES = [SQUARE, ROAD, HOUSE, NUMBER]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    tiles = list(build_tiles(FEATURES, BOUNDS, on_tile=lambda share: None))
    return tmp_path / write_archive(folder=tmp_path, tiles=tiles, bounds=BOUNDS, metadata={"name": "Test"}).file_name


def at_house(zoom: int) -> tuple[int, int, int]:
    return zoom, *tile_at(7.01015, 50.00515, zoom)


def test_every_zoom_has_its_tile_and_the_layers_that_belong_there(archive: Path) -> None:
    for zoom in range(MIN_ZOOM, MAX_ZOOM + 1):
        shapes = tile_shapes(archive, *at_house(zoom))
        wanted = {feature.layer for feature in FEATURES if feature.min_zoom <= zoom}
        # A house of ten metres is smaller than a dot until one comes near.
        assert set(shapes) - {"building"} == wanted - {"building"}
    assert "building" in tile_shapes(archive, *at_house(15))


def test_attributes_come_back_as_they_went_in(archive: Path) -> None:
    shapes = tile_shapes(archive, *at_house(15))
    assert dict(shapes["road"][0].properties) == {"class": "street", "name": "Weg", "minor": True}
    assert dict(shapes["housenumber"][0].properties) == {"number": "3a"}


def test_shapes_are_cut_at_the_edge_of_the_tile_with_a_little_more(archive: Path) -> None:
    for shapes in tile_shapes(archive, *at_house(15)).values():
        for shape in shapes:
            for part in shape.parts:
                assert all(-EXTENT // 64 <= value <= EXTENT + EXTENT // 64 for point in part for value in point)


def test_areas_are_closed_clockwise_as_the_format_wants(archive: Path) -> None:
    for part in tile_shapes(archive, *at_house(15))["land"][0].parts:
        # Positive area with the y axis downwards (MVT 2.1, section 4.3.4.4).
        pairs = zip(part, (*part[1:], part[0]), strict=True)
        assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) > 0


def test_a_file_has_the_name_of_its_content_and_is_the_same_each_time(tmp_path: Path) -> None:
    names = set()
    for folder in ("a", "b"):
        tiles = build_tiles(FEATURES, BOUNDS, on_tile=lambda share: None)
        written = write_archive(folder=tmp_path / folder, tiles=tiles, bounds=BOUNDS, metadata={})
        names.add(written.file_name)
        assert written.sha256[:16] in written.file_name
    assert len(names) == 1


def test_a_file_that_could_not_be_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken():
        yield 9, 0, 0, b"x"
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        write_archive(folder=tmp_path, tiles=broken(), bounds=BOUNDS, metadata={})
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_is_there_is_no_tile(archive: Path) -> None:
    assert read_tile(archive, 15, 0, 0) is None
    assert tile_shapes(archive, 15, 0, 0) == {}


def test_colours_are_those_of_the_design_system() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in STYLES.glob("*.css"))
    for name, (light, dark) in TOKENS.items():
        found = re.search(rf"--nd-map-{name}:\s*light-dark\(oklch\(([\d. ]+)\),\s*oklch\(([\d. ]+)\)\)", sheets)
        assert found, f"--nd-map-{name} is not in the style sheets any more"
        assert tuple(map(float, found[1].split())) == light
        assert tuple(map(float, found[2].split())) == dark


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ((1, 0, 0), "#ffffff"),
        ((0, 0, 0), "#000000"),
        ((0.628, 0.2577, 29.23), "#ff0000"),
        ((0.452, 0.3132, 264.05), "#0000ff"),
    ],
)
def test_oklch_becomes_srgb(colour: tuple[float, float, float], expected: str) -> None:
    def channels(text: str) -> list[int]:
        return [int(text[index : index + 2], 16) for index in (1, 3, 5)]

    assert channels(to_hex(colour)) == pytest.approx(channels(expected), abs=2)


def test_the_style_only_uses_layers_and_fonts_that_exist() -> None:
    colours = map_colours(dark=False, hue=216, chroma=0.078)
    style = build_style(
        name="Test", colours=colours, tiles_url="/k", bounds=BOUNDS, attribution="", is_schematic=True,
        fonts={"Fira Sans Regular": "/a", "Fira Sans Medium": "/b", "Fira Sans SemiBold": "/c", "Fira Sans Italic": "/d"},
    )  # fmt: skip
    layers = {
        "land",
        "wood",
        "built",
        "building",
        "water",
        "waterway",
        "road",
        "rail",
        "boundary",
        "place",
        "poi",
        "housenumber",
    }
    assert {layer["source-layer"] for layer in style["layers"] if "source-layer" in layer} == layers
    used = {font for layer in style["layers"] for font in layer.get("layout", {}).get("text-font", [])}
    assert used <= set(style["font-faces"])
    assert len({layer["id"] for layer in style["layers"]}) == len(style["layers"])
    assert "glyphs" not in style


@pytest.mark.django_db
def test_a_picture_in_a_page_takes_the_colours_of_the_page(kleindorf: ImportResult) -> None:
    svg = picture_in_page(lon=7.03, lat=50.05, zoom=16, size=(640, 400), pin="work", label='Ort "A" & <b>')
    assert 'fill="var(--nd-map-house)"' in svg
    assert 'class="nd-pin nd-pin--work"' in svg
    assert "#" not in re.sub(r"&#\w+;", "", svg)
    assert "<b>" not in svg
    assert "style=" not in svg


@pytest.mark.django_db
def test_the_whole_town_has_every_pin_as_a_link(kleindorf: ImportResult) -> None:
    pins = [
        Pin(7.03, 50.05, "new", "Loch <i>", url="/maengel/1"),
        Pin(7.08, 50.08, "done", "Fertig"),
        Pin(7.05, 50.06, "odd", "Viele", count=5),
    ]
    svg = town_picture(pins, label="Karte der Mängel")
    assert 'href="/maengel/1"' in svg
    assert "<i>" not in svg
    assert svg.count('class="nd-pin nd-pin--') == 3
    assert ">5</text>" in svg
    assert svg.index("Fertig") < svg.index("Loch")  # from north to south


@pytest.mark.django_db
def test_before_the_first_import_templates_show_nothing() -> None:
    template = Template('{% load places %}{% place_map lon=7.0 lat=50.0 label="Ort" %}')
    assert template.render(Context()) == ""
