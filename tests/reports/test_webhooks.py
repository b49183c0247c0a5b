# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What other programs are told of reports: each public step once, in public words, and never anything of who reported it."""

import json
import uuid

import pytest
import time_machine
from django.db import transaction
from django.utils.translation import override

from nahdran.cases.models import CaseLink
from nahdran.cases.operations import NewParty, change_status, merge, separate, set_confidential, split
from nahdran.cases.slots import NewPart
from nahdran.reports.operations import (
    NewComplaint,
    change_category,
    complain,
    keep_public,
    release,
    withdraw_release,
)
from nahdran.webhooks.models import Dispatch, Endpoint, Event
from tests.factories.reports import make_category, make_report
from tests.webhooks.conftest import *  # noqa: F403  an address, and who listens there

pytestmark = pytest.mark.django_db
PERSON = NewParty(name="Erika Musterfrau", email="erika@example.org", phone="0151 23456789")


@pytest.fixture(autouse=True)
def traveller():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as found:
        yield found


@pytest.fixture
def report(lamp, made):
    return make_report(lamp, text="Bitte rufen Sie mich an: 0151 23456789", party=PERSON, place_note="bei mir am Zaun")


def published(report, text="Die Lampe ist aus."):
    return release(report=report, public_text=text, photos=[], actor=None)


def step(report, to, text=""):
    report.case.refresh_from_db()
    return change_status(case=report.case, to=to, actor=None, public_text=text)


def test_what_is_held_is_told_to_nobody(report, work, receiver, clerk):
    step(report, "IN_WORK", "Wir sehen nach.")
    assert work() == 0
    assert not Event.objects.exists()


def test_the_way_of_a_report_in_public_words_without_the_person(report, work, receiver, lamp):
    published(report)
    step(report, "IN_WORK")
    step(report, "DONE", "Die Lampe leuchtet wieder.")
    assert work() == 3
    assert receiver.types == ["report.released", "report.status", "report.closed"]
    first, _second, last = (got.json["data"] for got in receiver.got)
    assert first["report"]["reference"] == report.case.reference
    assert first["report"]["text"] == "Die Lampe ist aus."
    assert last["step"]["text"] == "Die Lampe leuchtet wieder."
    assert last["step"]["status"] == {"key": "DONE", "label": "Erledigt", "is_open": False}
    everything = b"".join(got.body for got in receiver.got).decode()
    for secret in ("Erika", "erika@", "0151", "Zaun", "rufen"):
        assert secret not in everything


def test_the_body_is_the_report_of_the_public_interface(report, work, receiver, client):
    published(report)
    work()
    answer = client.get(f"/api/v1/reports/{report.case.reference}", headers={"accept-language": "de"}).json()
    told = receiver.got[0].json["data"]["report"]
    assert told.keys() <= answer.keys()
    assert {key: answer[key] for key in ("reference", "url", "place", "text", "status")} == {
        key: told[key] for key in ("reference", "url", "place", "text", "status")
    }


def test_each_address_hears_of_a_step_once_as_what_it_wants(report, work, receiver, made):
    Endpoint.objects.update(kinds=["report.answered"])
    published(report)
    step(report, "IN_WORK")
    step(report, "DONE", "Repariert.")
    work()
    assert receiver.types == ["report.answered"]


def test_what_was_withdrawn_before_it_left_does_not_leave(report, work, receiver):
    published(report)
    withdraw_release(report=report, actor=None)
    assert work() == 1
    assert receiver.types == ["report.withdrawn"]
    assert receiver.got[0].json["data"] == {"reference": report.case.reference}
    assert list(Dispatch.objects.order_by("id").values_list("state", flat=True)) == ["dropped", "sent"]


def test_shown_again_it_is_told_again_and_the_old_withdrawal_no_more(report, work, receiver):
    published(report)
    withdraw_release(report=report, actor=None)
    published(report, "Lampe aus.")
    work()
    assert receiver.types == ["report.released", "report.released"]
    assert {got.json["data"]["report"]["text"] for got in receiver.got} == {"Lampe aus."}


def test_what_becomes_confidential_is_withdrawn(report, work, receiver, clerk):
    published(report)
    work()
    report.case.refresh_from_db()
    set_confidential(case=report.case, confidential=True, actor=clerk, reason="Ausweis im Bild")
    work()
    assert receiver.types == ["report.released", "report.withdrawn"]


def test_what_a_complaint_hides_is_withdrawn_and_comes_back(report, work, receiver, clerk):
    published(report)
    work()
    complaint = complain(report=report, new=NewComplaint(key=uuid.uuid4(), reason="PERSONAL"), may_hide=True)
    work()
    keep_public(report=report, answer="Nichts Persönliches.", up_to=complaint.pk, actor=clerk)
    work()
    assert receiver.types == ["report.released", "report.withdrawn", "report.released"]


def test_what_the_person_takes_back_is_withdrawn(report, work, receiver):
    published(report)
    step(report, "WITHDRAWN", "Zurückgezogen.")
    work()
    assert receiver.types == ["report.withdrawn"]


def test_another_public_text_and_another_kind_are_changes(report, work, receiver, clerk, lighting):
    published(report)
    published(report, "Die Lampe an der Ecke ist aus.")
    report.refresh_from_db()
    change_category(report=report, category=make_category("Lampe flackert", group=lighting), actor=clerk)
    work()
    assert receiver.types == ["report.released", "report.changed", "report.changed"]
    assert receiver.got[-1].json["data"]["report"]["category"]["name"] == "Lampe flackert"


def test_merged_and_separated(report, work, receiver, lamp, clerk):
    other = make_report(lamp, public=True)
    published(report)
    report.case.refresh_from_db()
    merge(case=report.case, into=other.case, actor=clerk)
    work()
    assert receiver.types[-1] == "report.merged"
    assert receiver.got[-1].json["data"]["merged_into"] == other.case.reference
    report.case.refresh_from_db()
    separate(case=report.case, actor=clerk, reason="Zwei Lampen")
    work()
    assert receiver.types[-1] == "report.separated"


def test_the_parts_of_a_split_report_as_its_page_shows_them(report, work, receiver, lamp, clerk):
    published(report)
    report.case.refresh_from_db()
    split(case=report.case, parts=[NewPart(sort="lampe", text="Mast", title="Mast")], actor=clerk, key="k")
    work()
    assert sorted(receiver.types) == ["report.parts", "report.released", "report.status"]
    (part,) = next(got.json["data"]["parts"] for got in receiver.got if got.json["type"] == "report.parts")
    assert part["status"]["key"] == "NEW"
    case = CaseLink.objects.get(other=report.case, kind="SPLIT").case
    change_status(case=case, to="IN_WORK", actor=clerk, public_text="Der Mast ist bestellt.")
    work()
    assert receiver.types[-1] == "report.parts"
    assert receiver.got[-1].json["data"]["report"]["reference"] == report.case.reference
    assert receiver.got[-1].json["data"]["parts"][0]["status"]["key"] == "IN_WORK"


@pytest.mark.parametrize(
    ("topics", "heard"), [(["art:lampe"], 1), (["gruppe:beleuchtung"], 1), (["art:x"], 0), ([], 1)]
)
def test_limited_to_groups_or_kinds(topics, heard, report, work, receiver):
    Endpoint.objects.update(topics=topics)
    published(report)
    assert work() == heard


def test_a_step_that_fails_tells_nothing(report, work, receiver):
    with transaction.atomic():
        published(report)
        transaction.set_rollback(True)
    assert work() == 0
    assert not Event.objects.exists()


def test_the_body_is_german_whoever_causes_it(report, work, receiver):
    with override("en"):
        published(report)
        work()
    body = json.dumps(receiver.got[0].json, ensure_ascii=False)
    assert "Eingegangen" in body
