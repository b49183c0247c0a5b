# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of a takeover, step by step, and what is refused in them."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nahdran.cases.models import Case
from nahdran.takeover import operations
from nahdran.takeover.enums import State
from nahdran.takeover.models import Run, Taken
from tests.factories.accounts import sign_in
from tests.takeover.conftest import OLD

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, admin):
    return sign_in(client, admin)


def _upload(desk, text=OLD, source="alt"):
    file = SimpleUploadedFile("alt.csv", text.encode(), content_type="text/csv")
    return desk.post(reverse("takeover_staff:runs"), {"source": source, "file": file})


def test_an_administrator_brings_a_file_through_all_steps(desk, lamp):
    assert _upload(desk).status_code == 302
    run = Run.objects.get()
    columns = desk.get(reverse("takeover_staff:columns", args=[run.pk]))
    assert columns.context["form"]["number"].value() == "id"
    answer = desk.post(reverse("takeover_staff:columns", args=[run.pk]), run.chosen)
    assert answer.url == reverse("takeover_staff:terms", args=[run.pk])
    page = desk.get(answer.url).content.decode()
    assert 'list="unsere-arten"' in page
    terms = {"kind-0": "Straßenlampe dunkel", "state-0": "NEW", "state-1": "DONE", "shown": "PLACE"}
    assert desk.post(answer.url, terms).status_code == 302
    for step in ("check", "carry_out"):
        desk.post(reverse(f"takeover_staff:{step}", args=[run.pk]))
        assert "Stand neu laden" in desk.get(reverse("takeover_staff:run", args=[run.pk])).content.decode()
        operations.work(run.pk)
    page = desk.get(reverse("takeover_staff:run", args=[run.pk])).content.decode()
    assert "Was daraus wurde" in page
    assert Case.objects.count() == 2
    assert desk.get(reverse("takeover_staff:progress", args=[run.pk]))["HX-Refresh"] == "true"


def test_an_old_number_leads_to_the_report_of_today(client, bring):
    bring(shown="PLACE")
    taken = Taken.objects.select_related("case").get(number="17")
    answer = client.get("/frueher/alt/17/")
    assert answer.url == reverse("reports:detail", args=[taken.case.reference])
    assert client.get("/frueher/alt/99/").status_code == 404


def test_an_old_number_tells_nothing_of_what_is_not_public(client, bring):
    bring(shown="NOTHING")
    assert client.get("/frueher/alt/17/").status_code == 404


@pytest.mark.parametrize(
    ("source", "data", "sentence"),
    [
        ("alt", b"", "leer"),
        ("alt", b"\x89PNG\r\n\x1a\n" + bytes(200), "Spalten"),
        ("alt", b"PK\x03\x04" + bytes(100), "Arbeitsmappe"),
        ("Alt System", b"a;b\n1;2\n", "kleine Buchstaben"),
        ("", b"a;b\n1;2\n", "Bitte"),
        ("alt", b";".join(b"x" for _ in range(200)) + b"\n", "120 Spalten"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_field(desk, lamp, source, data, sentence):
    file = SimpleUploadedFile("alt.csv", data)
    answer = desk.post(reverse("takeover_staff:runs"), {"source": source, "file": file})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Run.objects.exists()


def test_columns_without_a_place_are_refused_and_what_was_chosen_stays(desk, lamp):
    _upload(desk)
    run = Run.objects.get()
    chosen = {"number": "id", "category": "service_name", "opened": "requested_datetime", "text": "description"}
    answer = desk.post(reverse("takeover_staff:columns", args=[run.pk]), chosen)
    assert answer.status_code == 422
    assert "Ohne Ort geht es nicht" in answer.content.decode()
    assert answer.context["form"]["text"].value() == "description"


def test_an_unknown_kind_is_refused_beside_its_term(desk, lamp):
    _upload(desk)
    run = operations.choose_columns(run=Run.objects.get(), chosen=Run.objects.get().chosen)
    terms = {"kind-0": "Gibt es nicht", "state-0": "NEW", "state-1": "DONE", "shown": "PLACE"}
    answer = desk.post(reverse("takeover_staff:terms", args=[run.pk]), terms)
    assert answer.status_code == 422
    assert "Diese Art gibt es nicht" in answer.content.decode()
    assert "Gibt es nicht" in answer.content.decode()


def test_a_step_out_of_turn_is_refused_with_a_sentence(desk, lamp):
    _upload(desk)
    answer = desk.post(reverse("takeover_staff:carry_out", args=[Run.objects.get().pk]), follow=True)
    assert "gerade nicht möglich" in answer.content.decode()


def test_nothing_is_changed_while_the_worker_is_at_it(desk, bring, admin):
    run = bring(until=State.CHECKED)
    operations.begin(run=run, step=State.RUNNING, actor=admin)
    answer = desk.post(reverse("takeover_staff:drop", args=[run.pk]), follow=True)
    assert "wird gerade gearbeitet" in answer.content.decode()
    answer = desk.post(reverse("takeover_staff:columns", args=[run.pk]), run.chosen)
    assert answer.status_code == 422


def test_a_file_that_became_nothing_can_be_dropped(desk, bring):
    run = bring(until=State.CHECKED)
    desk.post(reverse("takeover_staff:drop", args=[run.pk]))
    assert not Run.objects.exists()


def test_faults_come_as_a_table_in_which_nothing_is_a_formula(desk, bring):
    run = bring(OLD.replace("50,84;7,215;Hauptstraße 5", ";;=cmd()"), until=State.CHECKED)
    answer = desk.get(reverse("takeover_staff:faults", args=[run.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1][:3] == ["2", "Adresse", "'=cmd()"]


def test_the_page_of_a_large_takeover_stays_small(desk, bring):
    head, row, _rest = OLD.split("\n", 2)
    text = "\n".join([head, *(row.replace("17;Lampe aus", f"{n};Lampe {n}") for n in range(290))])
    run = bring(text, until=State.CHECKED, kinds={})
    page = desk.get(reverse("takeover_staff:terms", args=[run.pk])).content
    assert len(page) < 400_000
    assert len(desk.get(reverse("takeover_staff:run", args=[run.pk])).content) < 100_000
