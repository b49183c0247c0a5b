# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What place and thing say about the kind: brought together with the text, measured on what came later, before a word is written too."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from nahdran.cases.models import Case
from nahdran.reports import kept
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.enums import Release
from nahdran.reports.learning.evidence import trust_in_things
from nahdran.reports.learning.later import measure_later
from nahdran.reports.learning.samples import Sample
from nahdran.reports.learning.train import TooLittle, learn
from nahdran.reports.models import KindLayer, Report, ReportAsset, Suggester
from nahdran.reports.operations import change_category, learn_kinds
from nahdran.reports.queries.evidence import here_of, things_reported
from nahdran.reports.queries.examples import examples
from nahdran.reports.queries.experience import current_experience
from nahdran.reports.queries.suggest import suggest
from tests.factories.accounts import client_of, give_role, make_role, make_staff
from tests.factories.assets import make_asset, make_layer
from tests.factories.reports import make_category, make_draft

START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = {
    "lampe": ("Laterne", "dunkel", "Licht", "Leuchte"),
    "loch": ("Schlagloch", "Fahrbahn", "Asphalt", "Reifen"),
    "muell": ("Müll", "Sofa", "Säcke", "abgeladen"),
    "baum": ("Ast", "Baum", "Zweige", "Krone"),
    "spiel": ("Schaukel", "Rutsche", "Gerüst", "Sand"),
}
# Each kind has its corner, kilometres from the others.
CORNERS = {key: (7.21 + number * 0.02, 50.84) for number, key in enumerate(WORDS)}
AT = {"lon": CORNERS["muell"][0], "lat": CORNERS["muell"][1]}


def made_up(count=60, *, at_corners=0.8, telling=0.5):
    """Texts of which ``telling`` name their kind, at places of which ``at_corners`` are its corner."""
    random = np.random.default_rng(3)
    samples = []
    for _ in range(count):
        for key, own in WORDS.items():
            word = str(random.choice(own)) if random.random() < telling else "bitte kommen"
            corner = key if random.random() < at_corners else str(random.choice(list(WORDS)))
            lon, lat = CORNERS[corner]
            shift = random.uniform(-0.001, 0.001, 2)
            at = START + timedelta(hours=len(samples))
            samples.append(Sample(f"{word} hier seit Tagen", key, lon + shift[0], lat + shift[1], 1, True, at))
    return samples


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def kinds(lighting):
    return {key: make_category(own[0], key=key) for key, own in WORDS.items()}


@pytest.fixture
def settled(kinds, unit, stored, clock):
    """Settled and released reports, most of them at the corner of their kind."""
    samples = made_up(60)
    cases = [
        Case(
            reference=f"TST-2026-{number:06}-X",
            kind="report",
            title=sample.label,
            channel="WEB",
            status="DONE",
            unit=unit,
            opened_at=sample.at,
            closed_at=sample.at,
            due_at=sample.at,
            changed_at=sample.at,
        )
        for number, sample in enumerate(samples)
    ]
    Case.objects.bulk_create(cases)
    Report.objects.bulk_create(
        Report(
            case=case,
            category=kinds[sample.label],
            lon=sample.lon,
            lat=sample.lat,
            description=sample.text,
            release=Release.RELEASED,
            reported_at=sample.at,
            tone="done",
            is_open=False,
        )
        for case, sample in zip(cases, samples, strict=True)
    )
    return kinds


@pytest.fixture(scope="module")
def learnt():
    """Once for all of them: the texts are the same each time."""
    samples = made_up(60)
    return learn([one.text for one in samples], [one.label for one in samples]), measure_later(samples)


@pytest.fixture
def model(settled, learnt, monkeypatch):
    monkeypatch.setattr("nahdran.reports.operations.learning.learn", lambda texts, labels: learnt[0])
    monkeypatch.setattr("nahdran.reports.operations.learning.measure_later", lambda samples: learnt[1])
    row = learn_kinds()
    kept.forget()
    return row


@pytest.fixture
def lamps(settled):
    """A list of lamps and one of them, which is reported as a lamp."""
    layer = make_layer()
    KindLayer.objects.create(category=settled["lampe"], layer=layer)
    return make_asset(layer, "4711", place=CORNERS["muell"])


def keys(found):
    return [item.category.key for item in found]


def text_of(response):
    return response.content.decode()


def test_what_came_later_is_known_better_with_the_place():
    later = measure_later(made_up(80))

    assert later.examples == 80
    assert later.both1 > later.text1 + 0.1
    assert later.place1 > 0.5
    assert later.weight > 0
    assert later.alone > 0
    assert abs(later.sure - later.both1) < 0.12, "what is said is about as often right"
    assert abs(later.place_sure - later.place1) < 0.2


def test_a_place_that_says_nothing_takes_no_part():
    later = measure_later(made_up(80, at_corners=0.0))

    assert (later.weight, later.alone) == (0.0, 0.0)
    assert (later.both1, later.both3) == (later.text1, later.text3)


def test_what_is_not_public_says_nothing():
    hidden = [Sample(one.text, one.label, one.lon, one.lat, one.district, False, one.at) for one in made_up(80)]

    assert measure_later(hidden).alone == 0.0


def test_too_few_reports_measure_nothing():
    with pytest.raises(TooLittle):
        measure_later(made_up(30))


def test_older_reports_of_one_kind_only_measure_nothing():
    lamps_first = sorted(made_up(60), key=lambda one: one.label != "lampe")
    lamps = [one for one in made_up(480) if one.label == "lampe"]
    in_turn = [*lamps, *lamps_first[60:]]

    assert measure_later([replace(one, at=START + timedelta(hours=at)) for at, one in enumerate(in_turn)]) is None
    assert measure_later(lamps_first).examples == 60


def test_learning_keeps_what_was_measured_by_time(settled):
    row = learn_kinds()

    assert row.later["examples"] == 60
    assert row.later["both1"] >= row.later["text1"]
    assert row.later["alone"] > 0
    assert row.trust == pytest.approx(0.95)


def test_before_a_word_is_written_the_place_suggests(model):
    (first, *_rest) = suggest("", place=AT)

    assert first.category.key == "muell"
    assert 0.4 < first.share < 1


def test_place_and_text_go_together(model):
    torn = suggest("Laterne und Müll", place=AT)
    there = suggest("Laterne und Müll", place={"lon": CORNERS["lampe"][0], "lat": CORNERS["lampe"][1]})

    assert keys(torn)[0] == "muell"
    assert keys(there)[0] == "lampe"


def test_a_clear_text_stands_against_the_place(model):
    assert keys(suggest("Laterne dunkel, Licht der Leuchte", place=AT))[0] == "lampe"


def test_far_from_everything_nothing_is_suggested_without_a_text(model):
    assert suggest("", place={"lon": 7.2, "lat": 50.88}) == []
    assert suggest("", place={}) == []
    assert suggest("") == []


def test_open_and_held_reports_tell_nobody_where_they_are(model, kinds):
    Report.objects.update(release=Release.HELD)
    assert suggest("", place=AT) == []

    Report.objects.update(release=Release.RELEASED, is_open=True)
    assert suggest("", place=AT) == []


def test_a_clerks_correction_moves_the_place_at_once(model, kinds):
    keys_of = {kind.pk: key for key, kind in kinds.items()}
    before = here_of(AT, [], keys_of, by_place=True).near["muell"]
    report = Report.objects.filter(category=kinds["muell"], lon__gt=AT["lon"] - 0.002, lon__lt=AT["lon"] + 0.002)[0]

    change_category(report=report, category=kinds["baum"], actor=make_staff())

    assert here_of(AT, [], keys_of, by_place=True).near["muell"] < before


def test_a_thing_suggests_its_kinds_before_a_word_is_written(model, lamps, kinds):
    found = suggest("", things=[kinds["lampe"]])

    assert keys(found) == ["lampe"]
    assert found[0].percent == 95


def test_a_thing_outweighs_its_corner_and_a_clear_text_outweighs_the_thing(model, lamps, kinds):
    assert keys(suggest("", place=AT, things=[kinds["lampe"]]))[0] == "lampe"
    weak = suggest("bitte kommen", place=AT, things=[kinds["lampe"]])
    assert keys(weak)[0] == "lampe"


def test_how_much_a_thing_is_believed_comes_from_the_town(settled, lamps):
    for key, count in (("lampe", 1), ("muell", 3)):
        for report in Report.objects.filter(category__key=key)[:count]:
            ReportAsset.objects.create(report=report, asset=lamps, reported_at=report.reported_at)

    assert things_reported(examples()) == (4, 1)
    assert trust_in_things(4, 1) == pytest.approx(20 / 24)


def test_without_a_model_the_place_is_not_asked(settled):
    with CaptureQueriesContext(connection) as asked:
        assert suggest("", place=AT) == []

    assert not any("point" in query["sql"] for query in asked.captured_queries)


def test_a_place_that_has_not_helped_is_not_asked(model):
    Suggester.objects.update(later={**model.later, "weight": 0, "alone": 0})
    kept.forget()
    assert current_experience() is not None

    with CaptureQueriesContext(connection) as asked:
        suggest("Laterne dunkel", place=AT)

    assert not any("point" in query["sql"] for query in asked.captured_queries)


def test_the_place_costs_one_query(model):
    suggest("Laterne dunkel")
    with CaptureQueriesContext(connection) as without:
        suggest("Laterne dunkel")
    with CaptureQueriesContext(connection) as having:
        suggest("Laterne dunkel", place=AT)

    assert len(having) == len(without) + 1


def test_a_row_from_before_suggests_from_the_text_alone(model):
    Suggester.objects.update(later={})
    kept.forget()

    assert keys(suggest("Laterne dunkel Licht", place=AT))[0] == "lampe"
    assert suggest("", place=AT) == []


def test_a_file_that_cannot_be_trusted_takes_the_place_with_it(model):
    storages["files"].delete(model.path)
    storages["files"].save(model.path, ContentFile(b"x"))
    kept.forget()

    assert suggest("", place=AT) == []


def browser(category, **data):
    client = Client()
    draft = make_draft(category, (AT["lon"], AT["lat"]), text="", details_done=False, **data)
    client.cookies[COOKIE] = token_of(draft)
    return client


def test_the_step_of_the_kind_suggests_by_place_without_javascript(model, kinds):
    page = text_of(browser(kinds["baum"]).get("/maengel/neu/art/"))

    assert page.index("Passt eine davon?") < page.index('value="muell"') < page.index("Oder nach Gruppen")
    assert "% wahrscheinlich" in page


def test_while_typing_the_place_of_the_draft_counts(model, kinds):
    client = browser(kinds["baum"])

    def ask(text):
        return client.post("/maengel/neu/vorschlag/", {"text": text}).json()["kinds"]

    assert ask("")[0]["key"] == "muell"
    assert ask("Laterne und Müll")[0]["key"] == "muell"
    assert Client().post("/maengel/neu/vorschlag/", {"text": ""}).json() == {"kinds": []}


def test_the_kinds_of_a_chosen_thing_stand_under_its_name_with_their_share(model, lamps, kinds):
    page = text_of(browser(kinds["baum"], asset=lamps.pk).get("/maengel/neu/art/"))

    under = page[
        page.index("passt</legend>") : page.index("Oder nach Gruppen" if "Oder nach" in page else "Nach Gruppen")
    ]
    assert 'value="lampe"' in under
    assert "% wahrscheinlich" in under


def test_the_settings_show_text_and_place_side_by_side(model):
    person = make_staff()
    give_role(person, make_role(rights=["reports.manage"], name="Einrichtung"))

    page = text_of(client_of(person).get("/arbeitsplatz/einstellungen/maengel/vorschlaege/"))

    for name in ("Text allein", "Text und Ort", "Ort allein"):
        assert name in page
    assert f"{round(model.later['both1'] * 100)} %" in page
    assert "Solange nichts geschrieben ist" in page


def test_the_step_of_the_kind_asks_at_most_fifteen_questions_with_place_and_thing(model, lamps, kinds):
    client = browser(kinds["baum"], asset=lamps.pk)

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/maengel/neu/art/").status_code == 200

    assert len(asked) <= 15
