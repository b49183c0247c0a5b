# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file becomes a list: what is new, changed, gone and wrong, and that the same file twice changes nothing."""

import time

import pytest

from nahdran.assets import operations
from nahdran.assets.enums import Grid, Scheme, State
from nahdran.assets.models import Asset, Fault, Import
from nahdran.assets.operations import UnableToTakeIn
from nahdran.audit.models import Entry
from tests.assets.conftest import CSV, geojson
from tests.factories.assets import make_asset, make_layer

pytestmark = pytest.mark.django_db


def test_a_csv_becomes_lamps_with_address_and_district(bring):
    run = bring()
    assert (run.state, run.made, run.faulty) == (State.DONE, 2, 0)
    lamp = Asset.objects.get(number="0815")
    assert (lamp.lon, lamp.lat, lamp.key) == (7.215, 50.84, "0815")
    assert lamp.address == "Hauptstraße 71, Lohmar"
    assert lamp.district.name == "Lohmar"
    assert lamp.attributes == {"Leuchtmittel": "LED"}


def test_a_trial_changes_nothing(bring):
    run = bring(until=State.CHECKED)
    assert (run.made, Asset.objects.count()) == (2, 0)


def test_the_same_file_again_changes_nothing(bring):
    bring()
    before = list(Asset.objects.values_list("pk", "changed_at"))
    again = bring()
    assert (again.made, again.updated, again.unchanged, again.gone) == (0, 0, 2, 0)
    assert list(Asset.objects.values_list("pk", "changed_at")) == before


def test_what_is_gone_is_marked_and_comes_back(bring):
    bring()
    smaller = bring(CSV.rsplit("LA-17", 1)[0])
    assert smaller.gone == 1
    gone = Asset.objects.get(number="LA-17")
    assert not gone.is_active
    assert gone.removed_at
    assert bring().updated == 1
    gone.refresh_from_db()
    assert (gone.is_active, gone.removed_at) == (True, None)


def test_a_part_of_a_list_takes_nothing_away(bring):
    bring()
    assert bring(CSV.rsplit("LA-17", 1)[0], is_whole=False).gone == 0
    assert Asset.objects.filter(is_active=True).count() == 2


def test_what_stands_in_a_faulty_row_is_not_gone(bring):
    bring()
    run = bring(CSV.replace("50.84;7.28", "kaputt;7.28"))
    assert (run.faulty, run.gone) == (1, 0)


def test_a_row_that_changed_is_written_and_keeps_its_notice(bring, admin):
    bring()
    lamp = Asset.objects.get(number="0815")
    operations.save_notice(asset=lamp, notice="Gehört dem Kreis.", notice_en="", until=None, actor=admin)
    assert bring(CSV.replace("LED", "LED neu")).updated == 1
    lamp.refresh_from_db()
    assert lamp.attributes == {"Leuchtmittel": "LED neu"}
    assert lamp.notice == "Gehört dem Kreis."


def test_each_wrong_row_says_why_with_its_line(bring):
    rows = "Nr;lon;lat\n;7.2150;50.84\n1;x;50.84\n2;7.5;50.84\n3;7.215;50.84\n3;7.215;50.84\n4;;\n---;7.215;50.84\n"
    run = bring(rows)
    found = list(Fault.objects.filter(of=run).order_by("row").values_list("row", "code"))
    assert found == [
        (2, "no_number"),
        (3, "bad_place"),
        (4, "outside"),
        (6, "twice"),
        (7, "no_place"),
        (8, "no_signs"),
    ]
    assert run.made == 1


def test_geojson_points_and_areas_come_in(bring):
    run = bring(geojson(("A 1", [7.215, 50.84]), ("A 2", [7.28, 50.84])))
    assert run.made == 2
    assert Asset.objects.get(key="a1").attributes == {"baujahr": "1998"}


def test_geojson_counts_objects_instead_of_lines(bring):
    run = bring(geojson(("1", [7.215, 50.84]), ("2", [1.0, 1.0])))
    assert list(run.faults.values_list("row", "code")) == [(2, "outside")]


def test_metres_of_the_german_grid_are_recognised(bring):
    # 7.215, 50.84 in EPSG:25832
    run = bring("Nr;Ostwert;Nordwert\n1;374314,85;5633590,48\n")
    assert run.grid == Grid.UTM32
    lamp = Asset.objects.get()
    assert (lamp.lon, lamp.lat) == pytest.approx((7.215, 50.84), abs=2e-3)


def test_zeros_in_front_count_only_where_the_list_says_so(bring):
    other = make_layer(scheme=Scheme.ZEROS)
    run = bring("Nr;lon;lat\n0815;7.215;50.84\n815;7.215;50.84\n", layer=other)
    assert (run.made, run.faulty) == (1, 1)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "leer"),
        (b"{kaputt", "GeoJSON"),
        (b"[1, 2]", "Sammlung"),
        (b'{"type": "FeatureCollection", "features": []}', "Sammlung"),
        (b"nur eine spalte\n1\n", "mindestens zwei"),
        (b"Nr;lon;lat\n", "keine Zeile"),
        (b"PK\x03\x04kaputt", "Arbeitsmappe"),
        (b"[" * 100_000, "GeoJSON"),
    ],
)
def test_a_file_that_is_none_is_refused_in_plain_words(lamps, admin, data, says):
    with pytest.raises(UnableToTakeIn) as refused:
        operations.start(layer=lamps, data=data, name="x", actor=admin)
    assert says in refused.value.sentence
    assert not Import.objects.exists()


def test_geojson_with_nonsense_inside_is_a_fault_of_its_row(bring):
    features = b'{"type":"FeatureCollection","features":[7,{"properties":{"nr":"9"},"geometry":{}},{"properties":{"nr":"5"},"geometry":{"type":"Polygon","coordinates":[[[7.21,50.84],[7.22,50.84],[7.22,50.85],[7.21,50.84]]]}}]}'
    run = bring(features)
    assert (run.made, run.faulty) == (1, 1)


def test_a_column_that_is_not_there_is_refused(lamps, admin):
    run = operations.start(layer=lamps, data=CSV.encode(), name="x", actor=admin)
    with pytest.raises(UnableToTakeIn):
        operations.choose_columns(run=run, chosen={"number": "nein"}, extra=[], grid=Grid.DEGREES)
    with pytest.raises(UnableToTakeIn) as refused:
        operations.choose_columns(run=run, chosen={"number": "Mastnummer"}, extra=[], grid=Grid.DEGREES)
    assert refused.value.field == "lon"


def test_a_killed_worker_goes_on_where_it_was(lamps, admin, monkeypatch):
    monkeypatch.setattr("nahdran.assets.operations.carrying.PORTION", 1)
    run = operations.start(layer=lamps, data=CSV.encode(), name="x", actor=admin)
    run = operations.choose_columns(run=run, chosen=run.chosen, extra=[], grid=run.grid)
    operations.begin(run=run, step=State.CHECKING, actor=admin)
    Import.objects.filter(pk=run.pk).update(done=1, made=1)
    operations.work(run.pk)
    run.refresh_from_db()
    assert (run.done, run.made, run.state) == (2, 2, State.CHECKED)


def test_the_worker_that_is_called_twice_does_nothing_the_second_time(bring):
    run = bring()
    operations.work(run.pk)
    run.refresh_from_db()
    assert (run.state, run.made) == (State.DONE, 2)


def test_every_step_is_logged(bring):
    bring()
    actions = list(Entry.objects.filter(action__startswith="assets.").order_by("pk").values_list("action", flat=True))
    assert actions == ["assets.started", "assets.checking", "assets.checked", "assets.running", "assets.done"]


def test_a_list_with_things_is_not_deleted(lamps, admin):
    make_asset(lamps)
    with pytest.raises(UnableToTakeIn):
        operations.remove_layer(layer=lamps, actor=admin)


def test_files_go_after_thirty_days(bring, time_machine):
    run = bring()
    time_machine.move_to(run.changed_at + operations.prepare.KEPT * 2)
    operations.erase_old()
    run.refresh_from_db()
    assert bytes(run.data) == b""


@pytest.mark.slow
def test_fifty_thousand_rows_come_in_within_seconds(bring):
    rows = "".join(f"{n};{7.2 + n % 1000 / 10100:.6f};{50.8 + n // 1000 / 510:.6f};LED\n" for n in range(50_000))
    began = time.monotonic()
    run = bring("Nr;lon;lat;Leuchtmittel\n" + rows)
    spent = time.monotonic() - began
    assert (run.made, run.faulty) == (50_000, 0)
    assert spent < 50, spent
