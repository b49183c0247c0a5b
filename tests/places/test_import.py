# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Importing an extract: what is found, what stays when it is imported again, what is said about bad files."""

import gzip
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from nahdran.audit.models import Entry
from nahdran.kit.checks import Level
from nahdran.places import queries
from nahdran.places.checks import check_map
from nahdran.places.models import Address, Area, District, PlaceName, Street, TileSet
from nahdran.places.operations import ImportResult, UnableToImport, import_osm, load_demo
from nahdran.reports.models import RoutingRule
from tests.factories.org import make_unit
from tests.places.osmfile import OsmFile, small_town

pytestmark = pytest.mark.django_db


def test_an_extract_becomes_a_town(kleindorf: ImportResult) -> None:
    assert (kleindorf.municipality, kleindorf.districts, kleindorf.is_schematic) == ("Kleindorf", 2, False)
    assert Area.objects.get(kind="municipality").name == "Kleindorf"
    assert set(District.objects.values_list("name", flat=True)) == {"Kleindorf", "Aue"}
    assert Entry.objects.get(action="places.imported").data["addresses"] == kleindorf.addresses


def test_house_numbers_come_from_points_buildings_and_lists(kleindorf: ImportResult) -> None:
    numbers = set(Address.objects.filter(street__name="Hauptstraße").values_list("house_number", flat=True))
    assert numbers == {"1", "2", "3", "4", "5", "7a", "10"}
    assert Address.objects.filter(street__name="Hauptstraße", house_number="1").count() == 1  # the bakery and its house
    assert not Street.objects.filter(name="Fremde Straße").exists()


def test_a_hamlet_without_street_names_is_found_by_its_own(kleindorf: ImportResult) -> None:
    street = Street.objects.get(name="Aue")
    assert street.is_place
    assert street.district is not None
    assert street.district.name == "Aue"


def test_a_boundary_cut_by_the_edge_of_the_extract_ends_there(kleindorf: ImportResult) -> None:
    neighbour = Area.objects.get(kind="neighbour")
    assert neighbour.name == "Nebenort"
    assert queries.describe(7.11, 50.05).hint == "Das liegt außerhalb von Kleindorf, in Nebenort."


def test_named_places_are_kept(kleindorf: ImportResult) -> None:
    assert set(PlaceName.objects.values_list("name", flat=True)) == {"Kleindorf", "Aue", "Rathaus"}


def test_importing_twice_changes_nothing_but_the_version(kleindorf: ImportResult, extract: Path) -> None:
    def ids() -> list[set[int]]:
        return [
            set(model.objects.values_list("pk", flat=True))
            for model in (Area, District, Street, Address, PlaceName, TileSet)
        ]

    before, version = ids(), Area.objects.get(kind="municipality").version
    import_osm(path=extract)
    assert ids() == before
    assert Area.objects.get(kind="municipality").version != version


def test_what_is_gone_from_the_extract_goes_and_the_district_keeps_its_id(
    kleindorf: ImportResult, tmp_path: Path
) -> None:
    district = District.objects.get(name="Kleindorf")
    file = small_town()
    file.ways = [way for way in file.ways if "Gartenweg" not in way]
    file.nodes = [node for node in file.nodes if 'v="Aue"' not in node]
    import_osm(path=file.write(tmp_path / "smaller.osm"))
    assert not Street.objects.filter(name="Gartenweg").exists()
    assert [row.pk for row in District.objects.all()] == [district.pk]


def test_a_district_keeps_its_id_when_it_gets_a_boundary_of_its_own(kleindorf: ImportResult, tmp_path: Path) -> None:
    before = dict(District.objects.values_list("name", "pk"))
    file = small_town()
    for west, east, name in [(7.0, 7.06, "Kleindorf"), (7.06, 7.1, "Aue")]:
        ring = file.way([(west, 50.0), (east, 50.0), (east, 50.1), (west, 50.1)], closed=True)
        file.boundary([ring], name, level=10)
    import_osm(path=file.write(tmp_path / "drawn.osm"))
    assert dict(District.objects.values_list("name", "pk")) == before
    assert all(row.source.startswith("relation/") for row in District.objects.all())


def test_a_failed_import_leaves_everything_as_it_was(kleindorf: ImportResult, tmp_path: Path, monkeypatch) -> None:
    before = list(Address.objects.order_by("pk").values_list("pk", "source"))
    tiles = TileSet.objects.get().file_name

    def fail(*args: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("nahdran.places.operations.store._store_tile_set", fail)
    file = small_town()
    file.house(7.035, 50.058, "Neue Straße", "1", addr__city="Kleindorf")
    with pytest.raises(RuntimeError):
        import_osm(path=file.write(tmp_path / "more.osm"))
    assert list(Address.objects.order_by("pk").values_list("pk", "source")) == before
    assert TileSet.objects.get().file_name == tiles


def test_only_the_current_file_of_tiles_is_kept(
    kleindorf: ImportResult, tmp_path: Path, data_dir: Path, django_capture_on_commit_callbacks
) -> None:
    file = small_town()
    file.way([(7.04, 50.05), (7.05, 50.055)], highway="residential", name="Neuer Weg")
    with django_capture_on_commit_callbacks(execute=True):
        import_osm(path=file.write(tmp_path / "more.osm"))
    assert [path.name for path in (data_dir / "tiles").iterdir()] == [TileSet.objects.get().file_name]


def test_the_wanted_municipality_is_chosen_by_name(tmp_path: Path) -> None:
    file = small_town()
    ring = file.way([(7.101, 50.0), (7.119, 50.0), (7.119, 50.1), (7.101, 50.1)], closed=True)
    file.boundary([ring], "Drittort")
    path = file.write(tmp_path / "three.osm")
    assert import_osm(path=path, municipality="Gemeinde Drittort").municipality == "Drittort"
    with pytest.raises(UnableToImport, match="Drittort, Kleindorf, Nebenort") as caught:
        import_osm(path=path, municipality="Fernort")
    assert caught.value.code == "unknown_name"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("nothing.osm", b"", "empty"),
        ("list.txt", b"1,2,3", "format"),
        ("broken.osm", b"<osm><node id=", "broken"),
        ("broken.osm.gz", b"\x1f\x8bnot gzip at all", "broken"),
        (
            "cut.osm.gz",
            gzip.compress(b"<osm version='0.6'>" + b"<node id='1' lon='1' lat='1'/>" * 5000)[:200],
            "broken",
        ),
        ("broken.pbf", b"\x00\x00\x00\x0dnot a blob header", "broken"),
        ("page.osm", b"<html><body>404 Not Found</body></html>", "broken"),
        ("empty.osm", b"<osm version='0.6'></osm>", "empty"),
        ("places.osm", b"<osm version='0.6'><node id='1' lon='999' lat='1' version='1'/></osm>", "broken"),
    ],
)
def test_bad_files_get_a_plain_sentence(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnableToImport, match=r"^(Die|In der) .*\.") as caught:
        import_osm(path=path)
    assert caught.value.code == code
    assert not Area.objects.exists()


def test_a_missing_file_and_one_that_is_too_large_are_named(tmp_path: Path, monkeypatch) -> None:
    with pytest.raises(UnableToImport, match="gibt es nicht"):
        import_osm(path=tmp_path / "none.osm")
    monkeypatch.setattr("nahdran.places.osm.reader.MAX_BYTES", 10)
    with pytest.raises(UnableToImport, match="zu groß"):
        import_osm(path=small_town().write(tmp_path / "town.osm"))


def test_an_extract_without_a_municipality_says_so(tmp_path: Path) -> None:
    file = OsmFile()
    file.house(7.0, 50.0, "Weg", "1")
    with pytest.raises(UnableToImport, match="keine Gemeindegrenze"):
        import_osm(path=file.write(tmp_path / "house.osm"))


def test_markup_and_control_signs_in_names_do_no_harm(tmp_path: Path) -> None:
    file = small_town()
    name = "<script>alert(1)</script>\u202e'; DROP TABLE x; --"
    file.house(7.035, 50.058, name, "1\u200b", addr__city="Kleindorf")
    import_osm(path=file.write(tmp_path / "evil.osm"))
    found = queries.search_addresses("script alert 1")
    assert [hit.house_number for hit in found] == ["1"]
    assert "\u202e" not in found[0].street


def test_the_command_shows_its_result(extract: Path, capsys) -> None:
    call_command("import_osm", str(extract))
    printed = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert re.search(r"Kleindorf: 2 Ortsteile, \d+ Straßen, \d+ Adressen", printed)


def test_the_command_ends_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("import_osm", str(tmp_path / "none.osm"))


def test_progress_only_goes_forward(extract: Path) -> None:
    shares: list[float] = []
    import_osm(path=extract, progress=lambda step, share: shares.append(share))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_a_demonstration_town_can_follow_a_real_one(kleindorf: ImportResult) -> None:
    result = load_demo("ladenburg")
    assert result.is_schematic
    assert Area.objects.get(kind="municipality").name == "Ladenburg"
    assert not Address.objects.filter(place="Kleindorf").exists()
    with pytest.raises(UnableToImport, match="keine Stadt der Vorführung"):
        load_demo("atlantis")


@pytest.mark.slow
def test_a_real_town_is_imported_within_a_minute(bindlach: Path) -> None:
    result = import_osm(path=bindlach)
    assert result.municipality == "Bindlach"
    assert result.addresses > 600
    assert result.streets > 60
    assert result.seconds < 60
    assert queries.search_addresses("bindl haupt 3")[0].label == "Hauptstraße 3, Bindlach"
    description = queries.describe(11.5937, 50.0063)
    assert description.inside
    assert description.district == "Ramsenthal"


def test_the_check_says_what_is_missing(extract: Path, data_dir: Path) -> None:
    assert check_map().level == Level.WARNING
    import_osm(path=extract)
    assert check_map().level == Level.OK
    for path in (data_dir / "tiles").iterdir():
        path.unlink()
    assert check_map().level == Level.ERROR
    assert queries.tile_set() is None


def test_a_district_that_something_points_to_is_retired_instead_of_deleted(
    kleindorf: ImportResult, tmp_path: Path
) -> None:
    hamlet = District.objects.get(name="Aue")
    rule = RoutingRule.objects.create(district=hamlet, unit=make_unit())
    file = small_town()
    file.nodes = [node for node in file.nodes if 'v="Aue"' not in node]
    import_osm(path=file.write(tmp_path / "smaller.osm"))
    hamlet.refresh_from_db()
    rule.refresh_from_db()
    assert (rule.district, hamlet.is_current) == (hamlet, False)
    assert "Aue" not in queries.districts().values_list("name", flat=True)
    import_osm(path=small_town().write(tmp_path / "again.osm"))
    hamlet.refresh_from_db()
    assert hamlet.is_current
