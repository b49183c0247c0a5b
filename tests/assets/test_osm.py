# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lamps from an OpenStreetMap extract and from the command: what lies in the town, once, with the number that stands there."""

import io

import pytest
from django.core.management import CommandError, call_command

from nahdran.assets import operations
from nahdran.assets.models import Asset, AssetLayer
from nahdran.assets.operations import UnableToTakeIn
from nahdran.places.operations import import_osm
from tests.assets.conftest import CSV
from tests.factories.reports import INSIDE
from tests.journeys.conftest import SHARED

pytestmark = pytest.mark.django_db
EXTRACT = SHARED / "data" / "osm" / "north-bayreuth.osm.gz"
LON, LAT = INSIDE


@pytest.fixture
def extract(tmp_path):
    """Two lamps in the town, one of them with a number on it, one far away, and a bench."""
    nodes = (
        (1, LON, LAT, {"highway": "street_lamp", "ref": "L 17", "lamp_type": "led"}),
        (2, LON + 0.0001, LAT, {"highway": "street_lamp"}),
        (3, LON + 5, LAT, {"highway": "street_lamp", "ref": "99"}),
        (4, LON, LAT, {"amenity": "bench", "backrest": "yes"}),
    )
    body = "".join(
        f'<node id="{key}" lon="{lon:.6f}" lat="{lat:.6f}" version="1">'
        + "".join(f'<tag k="{name}" v="{value}"/>' for name, value in tags.items())
        + "</node>"
        for key, lon, lat, tags in nodes
    )
    file = tmp_path / "stadt.osm"
    file.write_text(f'<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">{body}</osm>', encoding="utf-8")
    return file


def run(*arguments):
    out = io.StringIO()
    call_command("import_assets", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_an_extract_brings_what_lies_in_the_town_and_nothing_twice(districts, extract):
    for _ in range(2):
        assert operations.take_in_osm(path=extract, layer_key="lampen") == 2

    lamps = Asset.objects.filter(layer__key="lampen")
    assert sorted(lamps.values_list("number", flat=True)) == ["L 17", "OSM 2"]
    assert lamps.get(number="L 17").attributes == {"lamp_type": "led"}
    assert not Asset.objects.exclude(layer__key="lampen").exists()


def test_a_list_that_openstreetmap_does_not_know_is_refused(districts, extract):
    with pytest.raises(UnableToTakeIn):
        operations.take_in_osm(path=extract, layer_key="stromkaesten")


def test_a_broken_extract_changes_nothing(districts, tmp_path):
    file = tmp_path / "kaputt.osm"
    file.write_text("<osm><node id=", encoding="utf-8")

    with pytest.raises(UnableToTakeIn):
        operations.take_in_osm(path=file, layer_key="lampen")
    assert not Asset.objects.exists()


def test_the_command_takes_tables_and_extracts(lamps, extract, tmp_path):
    table = tmp_path / "lampen.csv"
    table.write_text(CSV, encoding="utf-8")

    run(table, "--layer", "lampen", "--dry-run")
    assert not Asset.objects.exists()
    run(table, "--layer", "lampen")
    assert set(Asset.objects.values_list("number", flat=True)) == {"0815", "LA-17"}
    run(extract, "--layer", "baenke")
    assert AssetLayer.objects.get(key="baenke").assets.count() == 1
    with pytest.raises(CommandError, match="lampen"):
        run(table, "--layer", "unbekannt")


@pytest.mark.slow
@pytest.mark.skipif(not EXTRACT.exists(), reason=f"no extract at {EXTRACT}")
def test_the_benches_of_a_real_town(town, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    import_osm(path=EXTRACT)

    count = operations.take_in_osm(path=EXTRACT, layer_key="baenke")

    assert count > 5
    assert Asset.objects.filter(layer__key="baenke").exclude(address="").exists(), "described by our own addresses"
