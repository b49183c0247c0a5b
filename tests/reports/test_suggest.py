# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kinds suggested from the text: learnt from settled reports, measured, safe to load, off without data; words are the fallback."""

import io
import pickle
import subprocess
import sys
import zipfile

import numpy as np
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from nahdran.audit.models import Entry
from nahdran.cases.models import Case
from nahdran.reports import kept
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.enums import Offer
from nahdran.reports.learning.features import pieces, plain, words
from nahdran.reports.learning.model import UnreadableModel, load
from nahdran.reports.learning.train import LEAST_EXAMPLES, TooLittle, learn
from nahdran.reports.models import IntakeSettings, Report, ReportDraft, Situation, Suggester
from nahdran.reports.operations import change_category, learn_kinds, switch_on
from nahdran.reports.operations.learning import LEARN
from nahdran.reports.queries.examples import example_texts
from nahdran.reports.queries.experience import current_model
from nahdran.reports.queries.suggest import suggest
from nahdran.reports.tasks import learn_from_reports
from tests.factories.accounts import client_of, give_role, make_role, make_staff
from tests.factories.reports import make_category, make_draft, make_report

HOME = "/arbeitsplatz/einstellungen/maengel/vorschlaege/"
WORDS = {
    "lampe": ("Laterne", "dunkel", "Straßenlampe", "flackert", "Licht", "aus", "Leuchte", "nachts"),
    "loch": ("Schlagloch", "Fahrbahn", "Asphalt", "tief", "Loch", "Auto", "Reifen", "Straße"),
    "muell": ("Müll", "Sperrmüll", "Sofa", "Säcke", "abgeladen", "Container", "wild", "Abfall"),
    "baum": ("Ast", "Baum", "umgestürzt", "Sturm", "Zweige", "morsch", "Krone", "Eiche"),
    "spiel": ("Spielplatz", "Schaukel", "Rutsche", "Kette", "kaputt", "Kinder", "Gerüst", "Sand"),
}


def made_up(count=60, seed=0):
    """Texts of five kinds that share some ordinary words."""
    random = np.random.default_rng(seed)
    texts, labels = [], []
    for key, own in WORDS.items():
        for _ in range(count):
            chosen = list(random.choice(own, 3)) + list(random.choice(["bitte", "seit", "Tagen", "hier", "wieder"], 2))
            texts.append(" ".join(chosen))
            labels.append(key)
    return texts, labels


@pytest.fixture(scope="module")
def learnt():
    return learn(*made_up())


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
def settled(kinds, unit, stored):
    """Enough settled reports of each kind."""
    texts, labels = made_up(42)
    cases = [
        Case(
            reference=f"TST-2026-{number:06}-X",
            kind="report",
            title=label,
            channel="WEB",
            status="DONE",
            unit=unit,
            opened_at="2026-01-01T00:00Z",
            closed_at="2026-02-01T00:00Z",
            due_at="2026-02-01T00:00Z",
            changed_at="2026-02-01T00:00Z",
        )
        for number, label in enumerate(labels)
    ]
    Case.objects.bulk_create(cases)
    Report.objects.bulk_create(
        Report(
            case=case,
            category=kinds[label],
            lon=7.21,
            lat=50.84,
            description=text,
            reported_at=case.opened_at,
            tone="done",
            is_open=False,
        )
        for case, text, label in zip(cases, texts, labels, strict=True)
    )
    return kinds


@pytest.fixture
def model(settled):
    row = learn_kinds()
    kept.forget()
    return row


def keys(found):
    return [item.category.key for item in found]


def text_of(response):
    return response.content.decode()


def test_the_kind_of_a_text_is_learnt_and_measured(learnt):
    model, measure = learnt

    assert model.ask("die Laterne flackert")[0][0] == "lampe"
    assert measure.examples == 300
    assert measure.top1 > 0.9
    assert measure.top3 >= measure.top1
    assert measure.kinds["lampe"].examples == 60


def test_confidence_is_a_share_of_one_and_falls_with_doubt(learnt):
    model, _measure = learnt
    sure = model.ask("Schlagloch in der Fahrbahn, Asphalt tief")
    torn = model.ask("Schlagloch und Sperrmüll")

    assert sum(share for _key, share in sure) == pytest.approx(1)
    assert sure[0][1] > torn[0][1]


def test_mistyped_words_and_compounds_are_seen_through(learnt):
    model, _measure = learnt

    assert model.ask("Schlaglöcherchen")[0][0] == "loch"
    assert model.ask("Strassenlampen")[0][0] == "lampe"


def test_a_text_of_unknown_words_gets_no_answer(learnt):
    assert learnt[0].ask("xyzzy 123 !!") == []
    assert learnt[0].ask("") == []


def test_pages_and_scikit_learn_say_the_same(learnt):
    """What numpy works out here is what the regression itself says of a text."""
    from nahdran.reports.learning import train

    texts, labels = made_up()
    order = sorted(set(labels))
    truth = np.array([order.index(label) for label in labels])
    vectors = train._vectorizers()
    regression = train._regression().fit(train._seen(vectors, texts, learn=True), truth)
    asked = ["die Laterne flackert seit Tagen", "Ast auf der Straße", "Sofa neben dem Container"]
    expected = regression.decision_function(train._seen(vectors, asked, learn=False)) / learnt[0].temperature

    for text, scores in zip(asked, expected, strict=True):
        said = dict(learnt[0].ask(text))
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        assert [said[key] for key in order] == pytest.approx(list(shares), abs=1e-6)


def test_written_and_read_it_is_the_same_model(learnt):
    model = learnt[0]

    again = load(model.dump())

    for text in ("Laterne aus", "Schaukel kaputt", "bitte hier wieder"):
        before, after = dict(model.ask(text)), dict(again.ask(text))
        assert after == pytest.approx(before, abs=0.01)


def test_a_file_that_would_run_code_is_refused():
    class Evil:
        def __reduce__(self):
            return (print, ("ran",))

    out = io.BytesIO()
    np.savez(out, head=np.array([Evil()], dtype=object), weights=np.zeros(1))

    for data in (out.getvalue(), pickle.dumps(Evil())):
        with pytest.raises(UnreadableModel):
            load(data)


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_read_or_refused(data):
    with pytest.raises(UnreadableModel):
        load(data)


def test_arrays_that_do_not_fit_together_are_refused(learnt):
    with np.load(io.BytesIO(learnt[0].dump())) as arrays:
        parts = dict(arrays)
    parts["weights"] = parts["weights"][:-1]
    out = io.BytesIO()
    np.savez(out, **parts)

    with pytest.raises(UnreadableModel):
        load(out.getvalue())


def test_too_few_examples_or_kinds_teach_nothing():
    texts, labels = made_up(30)
    with pytest.raises(TooLittle):
        learn(texts, labels)
    with pytest.raises(TooLittle):
        learn(["Laterne aus"] * 400, ["lampe"] * 200 + ["loch"] * 200)


def test_names_numbers_and_addresses_are_never_learnt():
    texts, labels = made_up(50)
    texts = [f"{text} Herr Kowalski 0171 2345678 SU-AB 123 a@b.example" for text in texts]

    model, _measure = learn(texts, labels)

    terms = " ".join(model.blocks["words"].vocabulary)
    assert "kowalski" not in terms
    assert not any(sign.isdigit() for sign in terms)
    assert "example" not in terms


@given(st.text(max_size=200))
def test_features_come_of_any_text(text):
    found = plain(text)
    assert words(text)[: len(found)] == found
    assert all(3 <= len(piece) <= 5 for piece in pieces(text))


def test_where_pages_are_served_nothing_of_scikit_learn_is_loaded():
    code = (
        "import os, sys; os.environ.update(SECRET_KEY='x', ALLOWED_HOSTS='x', DJANGO_SETTINGS_MODULE='nahdran.project.settings.base');"
        "import django; django.setup(); import nahdran.project.urls;"
        "print([name for name in sys.modules if name.split('.')[0] in ('sklearn', 'scipy', 'joblib')])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip().endswith("[]")


def test_learning_puts_a_model_to_use(model, settled):
    found = suggest("nachts ist die Laterne dunkel")

    assert found[0].category == settled["lampe"]
    assert found[0].share > 0.5
    assert model.examples == 210
    assert Entry.objects.get(action="reports.learnt").data["examples"] == 210


def test_a_clerks_correction_is_what_is_learnt(settled, kinds):
    report = Report.objects.filter(category=kinds["lampe"]).first()
    change_category(report=report, category=kinds["baum"], actor=make_staff())

    texts, labels = example_texts()

    assert labels.count("baum") == 43
    assert len(texts) == len(labels) == LEAST_EXAMPLES + 10


def test_open_doubtful_and_withdrawn_reports_teach_nothing(settled, kinds):
    before = len(example_texts()[0])
    ids = list(Report.objects.values_list("pk", flat=True)[:3])
    Case.objects.filter(pk=ids[0]).update(closed_at=None)
    Case.objects.filter(pk=ids[1]).update(status="WITHDRAWN")
    Report.objects.filter(pk=ids[2]).update(suspicion="links")
    make_report(kinds["lampe"])

    assert len(example_texts()[0]) == before - 3


def test_where_the_persons_words_are_erased_the_released_ones_teach(settled):
    Report.objects.update(description="", public_text="Laterne am Platz")

    assert set(example_texts()[0]) == {"Laterne am Platz"}


def test_without_a_model_the_words_of_the_kinds_answer(kinds):
    (first, *_rest) = suggest("Schlagloch vor dem Haus")

    assert first.category == kinds["loch"]
    assert first.share is None


def test_switched_off_only_words_answer(model):
    IntakeSettings.objects.create(suggests=False)
    kept.forget()

    assert current_model() is None
    assert all(item.share is None for item in suggest("die Laterne flackert"))


def test_a_file_that_was_changed_is_not_trusted(model):
    storages["files"].delete(model.path)
    storages["files"].save(model.path, ContentFile(b"something else"))

    assert current_model() is None


def test_a_file_that_is_gone_leaves_the_words(model, kinds):
    storages["files"].delete(model.path)

    assert keys(suggest("Schlagloch"))[0] == "loch"


def test_only_what_may_be_reported_now_is_suggested(model, kinds, clock):
    kinds["lampe"].is_active = False
    kinds["lampe"].save()
    assert "lampe" not in keys(suggest("die Laterne flackert"))
    storm = Situation.objects.create(key="sturm", name="Sturm", banner="x", offer=Offer.ONLY)
    storm.categories.set([kinds["baum"]])
    switch_on(situation=storm, actor=None)

    assert keys(suggest("Schlagloch in der Fahrbahn")) in ([], ["baum"])


def test_older_models_go_and_their_figures_stay(model, settled):
    newer = learn_kinds()

    older = Suggester.objects.get(pk=model.pk)
    assert older.top1 > 0
    assert newer.path == older.path or not older.path
    assert storages["files"].exists(newer.path)


def test_the_worker_learns_and_stays_quiet_without_enough(settled):
    learn_from_reports(timestamp=0)
    assert Suggester.objects.count() == 1
    Report.objects.filter(pk__in=Report.objects.values("pk")[:150]).delete()

    learn_from_reports(timestamp=0)

    assert Suggester.objects.count() == 1


def browser(category):
    client = Client()
    client.cookies[COOKIE] = token_of(make_draft(category, text="", details_done=False))
    return client


def test_without_javascript_a_button_suggests_and_the_text_is_kept(model, kinds):
    client = browser(kinds["baum"])

    page = client.post("/maengel/neu/art/", {"text": "Die Laterne flackert.", "vorschlagen": "1"}, follow=True)

    assert "Passt eine davon?" in text_of(page)
    assert text_of(page).index('value="lampe"') < text_of(page).index("Oder nach Gruppen")
    assert "% wahrscheinlich" in text_of(page)
    client.post("/maengel/neu/art/", {"text": "Die Laterne flackert.", "art": "lampe"})
    assert ReportDraft.objects.get().data["text"] == "Die Laterne flackert."
    assert "Die Laterne flackert." in text_of(client.get("/maengel/neu/angaben/"))


def test_while_typing_keys_and_percent_come_back(model, kinds):
    answer = Client().post("/maengel/neu/vorschlag/", {"text": "die Laterne flackert"}).json()["kinds"]

    assert answer[0]["key"] == "lampe"
    assert 50 < answer[0]["percent"] <= 100
    assert Client().get("/maengel/neu/vorschlag/").status_code == 405


def test_a_machine_that_asks_too_often_waits(kinds):
    answers = {Client().post("/maengel/neu/vorschlag/", {"text": "Baum"}).status_code for _ in range(91)}

    assert answers == {200, 429}


@pytest.fixture
def admin(town):
    person = make_staff()
    give_role(person, make_role(rights=["reports.manage"], name="Einrichtung"))
    return client_of(person)


def test_the_settings_say_how_good_it_is(admin, model):
    page = text_of(admin.get(HOME))

    assert f"{round(model.top1 * 100)} %" in page
    assert "Laterne" in page
    tried = admin.post(HOME, {"text": "die Laterne flackert", "ausprobieren": "1"})
    assert "Laterne (" in text_of(tried)


def test_the_settings_say_what_is_missing(admin, kinds):
    page = text_of(admin.get(HOME))

    assert "Noch zu wenig zum Lernen" in page
    assert "Jetzt neu lernen" not in page


def test_it_is_switched_off_and_on(admin, model):
    admin.post(HOME + "schalter/", {"an": "0"})
    assert not IntakeSettings.objects.get().suggests
    assert current_model() is None

    admin.post(HOME + "schalter/", {"an": "1"})

    assert current_model() is not None


def test_learning_can_be_asked_for_once(admin, settled):
    first = admin.post(HOME + "lernen/", follow=True)
    second = admin.post(HOME + "lernen/", follow=True)

    assert "hat begonnen" in text_of(first)
    assert "schon gelernt" in text_of(second)
    assert ProcrastinateJob.objects.filter(task_name=LEARN).count() == 1


def test_the_file_is_an_ordinary_archive_of_arrays(learnt):
    with zipfile.ZipFile(io.BytesIO(learnt[0].dump())) as archive:
        assert all(name.endswith(".npy") for name in archive.namelist())
