# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the map asks over HTTP: ranges of tiles, style, pictures, search, places."""

import json
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from nahdran.places.models import TileSet
from nahdran.places.operations import ImportResult
from nahdran.places.queries import tile_path, tile_set
from tests.factories.places import make_address, make_area, make_street

pytestmark = pytest.mark.django_db

TILES, STYLE, PICTURE = "/karte/kacheln.pmtiles", "/karte/stil.json", "/karte/bild.svg"


@pytest.fixture
def whole(kleindorf: ImportResult) -> bytes:
    """The file of tiles as it lies on the disk."""
    current = tile_set()
    assert current is not None
    return tile_path(current).read_bytes()


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_whole_file_comes_with_its_length_and_a_tag(client: Client, whole: bytes) -> None:
    response = client.get(TILES)
    assert (response.status_code, body(response)) == (200, whole)
    assert response["Content-Length"] == str(len(whole))
    assert response["Accept-Ranges"] == "bytes"
    assert response["ETag"].startswith('"')


@pytest.mark.parametrize(
    ("header", "part"),
    [("bytes=0-126", slice(0, 127)), ("bytes=-20", slice(-20, None)), ("bytes=500-", slice(500, None))],
)
def test_a_part_of_the_file_comes_as_206(client: Client, whole: bytes, header: str, part: slice) -> None:
    response = client.get(TILES, headers={"range": header})
    assert (response.status_code, body(response)) == (206, whole[part])
    first = len(whole) + part.start if part.start < 0 else part.start
    assert response["Content-Range"] == f"bytes {first}-{first + len(whole[part]) - 1}/{len(whole)}"


def test_a_part_behind_the_end_is_refused_with_the_size(client: Client, whole: bytes) -> None:
    response = client.get(TILES, headers={"range": f"bytes={len(whole)}-"})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(whole)}"


def test_a_part_of_an_older_file_is_answered_with_the_whole_new_one(client: Client, whole: bytes) -> None:
    tag = client.head(TILES)["ETag"]
    assert client.get(TILES, headers={"range": "bytes=0-9", "if-range": tag}).status_code == 206
    response = client.get(TILES, headers={"range": "bytes=0-9", "if-range": '"older"'})
    assert (response.status_code, body(response)) == (200, whole)


def test_an_unchanged_file_is_not_sent_again(client: Client, whole: bytes) -> None:
    response = client.get(TILES, headers={"if-none-match": client.head(TILES)["ETag"]})
    assert response.status_code == 304


def test_head_answers_without_a_body(client: Client, whole: bytes) -> None:
    response = client.head(TILES)
    assert response.status_code == 200
    assert response["Content-Length"] == str(len(whole))
    assert response.content == b""


def test_only_an_address_with_the_right_version_may_be_kept_forever(client: Client, whole: bytes) -> None:
    version = TileSet.objects.get().sha256[:12]
    assert "immutable" in client.head(f"{TILES}?v={version}")["Cache-Control"]
    assert "immutable" not in client.head(TILES)["Cache-Control"]
    assert "immutable" not in client.head(f"{TILES}?v=000000000000")["Cache-Control"]


def test_nothing_can_be_written(client: Client, whole: bytes) -> None:
    for path in (TILES, STYLE, PICTURE, "/karte/suche", "/karte/ort"):
        assert client.post(path).status_code == 405


def test_before_the_first_import_there_are_no_tiles_but_a_style(client: Client) -> None:
    assert client.get(TILES).status_code == 404
    assert client.get(f"{PICTURE}?lon=7&lat=50").status_code == 404
    assert client.get(STYLE).json()["sources"] == {}


def test_the_style_names_the_tiles_by_their_version_and_says_whose_they_are(client: Client, whole: bytes) -> None:
    style = client.get(STYLE).json()
    source = style["sources"]["town"]
    assert source["url"] == f"pmtiles://{TILES}?v={TileSet.objects.get().sha256[:12]}"
    assert "OpenStreetMap" in source["attribution"]
    assert style["metadata"] == {"nahdran:schematic": False}


def test_dark_pages_get_other_colours_and_the_same_layers(client: Client, whole: bytes) -> None:
    light, dark = client.get(STYLE).json(), client.get(f"{STYLE}?schema=dunkel").json()
    assert [layer["id"] for layer in light["layers"]] == [layer["id"] for layer in dark["layers"]]
    assert light["layers"][0]["paint"] != dark["layers"][0]["paint"]


def test_the_style_is_only_sent_again_when_it_changed(client: Client, whole: bytes) -> None:
    first = client.get(STYLE)
    assert client.get(STYLE, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_the_picture_is_an_image_without_script_or_style(client: Client, whole: bytes) -> None:
    response = client.get(f"{PICTURE}?lon=7.03&lat=50.05&zoom=16")
    assert response["Content-Type"] == "image/svg+xml"
    root = ET.fromstring(response.content)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "text", "ellipse", "circle"}
    assert not any("style" in element.attrib for element in root.iter())
    assert "Hauptstraße" in response.content.decode()


def test_the_picture_has_the_wanted_size_and_pin(client: Client, whole: bytes) -> None:
    address = f"{PICTURE}?lon=7.03&lat=50.05&width=300&height=200"
    root = ET.fromstring(client.get(f"{address}&pin=0").content)
    assert (root.get("width"), root.get("height")) == ("300", "200")
    assert client.get(f"{address}&pin=0").content != client.get(address).content
    assert client.get(f"{address}&pin=done").content != client.get(address).content


@pytest.mark.parametrize(
    "query",
    ["", "lon=7", "lon=x&lat=50", "lon=nan&lat=50", "lon=7&lat=91", "lon=1e999&lat=0", "lon=7&lat=50&zoom=wide"],
)
def test_a_picture_of_nowhere_is_refused_in_plain_words(client: Client, whole: bytes, query: str) -> None:
    response = client.get(f"{PICTURE}?{query}")
    assert response.status_code == 400
    assert "Länge und Breite" in response.content.decode()


def test_huge_pictures_and_zooms_are_cut_down(client: Client, whole: bytes) -> None:
    response = client.get(f"{PICTURE}?lon=7.03&lat=50.05&zoom=99&width=99999&height=99999")
    assert ET.fromstring(response.content).get("width") == "2400"


def test_the_search_answers_as_json_or_as_a_list(client: Client, whole: bytes) -> None:
    found = client.get("/karte/suche", {"q": "haupt 3"}, headers={"accept": "application/json"}).json()["results"]
    assert found[0]["label"] == "Hauptstraße 3, Kleindorf"
    assert {"lon", "lat", "district", "street", "house_number", "kind"} <= set(found[0])
    page = client.get("/karte/suche", {"q": "haupt 3"}, headers={"accept": "text/html"})
    assert 'data-label="Hauptstraße 3, Kleindorf"' in page.content.decode()
    assert (
        client.get("/karte/suche", {"q": "haupt", "format": "json", "limit": "1"}).json()["results"][0]["kind"]
        == "street"
    )


def test_what_is_typed_is_escaped_and_an_empty_search_is_quiet(client: Client) -> None:
    make_area()
    make_address(make_street("<img src=x>straße"), "1")
    page = client.get("/karte/suche", {"q": "img"}, headers={"accept": "text/html"}).content.decode()
    assert "<img" not in page
    assert "&lt;img" in page
    nothing = client.get("/karte/suche", {"q": "gibtesnicht"}, headers={"accept": "text/html"}).content.decode()
    assert "keine Adresse" in nothing
    assert client.get("/karte/suche", headers={"accept": "text/html"}).content.strip() == b""


def test_a_place_is_described_inside_and_outside(client: Client, whole: bytes) -> None:
    inside = client.get("/karte/ort", {"lon": "7.0211", "lat": "50.0506"}).json()
    assert (inside["label"], inside["inside"], inside["message"]) == ("Hauptstraße 1, Kleindorf", True, "")
    outside = client.get("/karte/ort", {"lon": "7.11", "lat": "50.05"}).json()
    assert not outside["inside"]
    assert outside["message"].startswith("Das liegt außerhalb von Kleindorf, in Nebenort.")
    assert client.get("/karte/ort", {"lon": "abc", "lat": "50"}).status_code == 400


def test_answers_need_no_session_and_few_queries(client: Client, whole: bytes, django_assert_max_num_queries) -> None:
    for address in (
        f"{TILES}?v=1",
        STYLE,
        f"{PICTURE}?lon=7.03&lat=50.05",
        "/karte/suche?q=haupt+3&format=json",
        "/karte/ort?lon=7.02&lat=50.05",
    ):
        with django_assert_max_num_queries(6):
            response = client.get(address)
        assert not response.cookies
        if response.streaming:
            body(response)


def test_the_answer_of_the_search_is_small(client: Client, whole: bytes) -> None:
    response = client.get("/karte/suche?q=haupt&format=json")
    assert len(json.dumps(response.json())) < 4000
