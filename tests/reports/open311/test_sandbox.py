# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sandbox: the same calls and the same checks, and nothing of it reaches the desk, the public or a mailbox."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nahdran.cases.models import Case
from nahdran.files.models import StoredFile
from nahdran.notices.models import Delivery
from nahdran.reports.models import SandboxRequest, WaitingReport
from nahdran.reports.operations import sandbox as operations
from nahdran.reports.operations.sandbox import expire_sandbox
from tests.factories.files import encoded
from tests.factories.reports import OUTSIDE, make_category
from tests.reports.open311.conftest import PLACE, Program, sentences, xml_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def test_a_report_can_be_sent_and_read_there(sandbox, program, guest):
    (created,) = sandbox.post(
        service_code="lampe", **PLACE, description="Nur ein Versuch", email="erika@example.org"
    ).json()

    reference = created["service_request_id"]
    (found,) = sandbox.get(f"/requests/{reference}.json").json()
    assert (found["description"], found["service_code"], found["status"]) == ("Nur ein Versuch", "lampe", "open")
    assert [entry["service_request_id"] for entry in sandbox.get("/requests.json").json()] == [reference]
    assert sandbox.get("/requests.json", service_request_id=reference).json() == [found]
    assert xml_of(sandbox.get(f"/requests/{reference}.xml"))[0].findtext("service_request_id") == reference


def test_nothing_of_it_is_seen_anywhere_else(sandbox, program, guest, stored):
    photo = SimpleUploadedFile("a.jpg", encoded(Image.new("RGB", (64, 48), "red")))
    (created,) = sandbox.post(
        service_code="lampe", **PLACE, email="erika@example.org", first_name="Erika", media=photo
    ).json()

    assert not Case.objects.exists()
    assert not Delivery.objects.exists()
    assert not StoredFile.objects.exists()
    assert guest.get("/requests.json").json() == []
    assert guest.get(f"/requests/{created['service_request_id']}.json").status_code == 404
    assert "Erika" not in str(SandboxRequest.objects.values().get())
    assert "erika" not in sandbox.get("/requests.json", extensions="true").content.decode()


def test_reports_of_the_town_are_not_in_the_sandbox(sandbox, public):
    assert sandbox.get("/requests.json").json() == []
    assert sandbox.get(f"/requests/{public.case.reference}.json").status_code == 404


def test_the_same_checks_hold(sandbox, waste):
    assert sandbox.post(service_code="gibtsnicht", **PLACE).status_code == 404
    assert sandbox.post(service_code="lampe", lat=OUTSIDE[1], long=OUTSIDE[0]).status_code == 400
    assert sentences(sandbox.post(service_code="muell", **PLACE))[0].startswith("was required")
    assert Program("", sandbox.stage).post(service_code="lampe", **PLACE).status_code == 403
    text = SimpleUploadedFile("a.jpg", b"kein Bild")
    assert sandbox.post(service_code="lampe", **PLACE, media=text).status_code == 400
    assert not SandboxRequest.objects.exists()


def test_services_are_those_of_the_town(sandbox, guest, waste):
    assert sandbox.get("/services.json").json() == guest.get("/services.json").json()
    assert sandbox.get("/services/muell.json").json() == guest.get("/services/muell.json").json()


def test_a_token_can_be_tried_and_sends_no_mail(sandbox, lighting):
    make_category("Lärm", key="laerm", group=lighting, contact_required=True)

    (created,) = sandbox.post(service_code="laerm", **PLACE, email="erika@example.org").json()

    assert "service_request_id" not in created
    (found,) = sandbox.get(f"/tokens/{created['token']}.json").json()
    assert sandbox.get(f"/requests/{found['service_request_id']}.json").status_code == 200
    assert not WaitingReport.objects.exists()
    assert not Delivery.objects.exists()


def test_the_same_number_is_the_same_report(sandbox):
    form = {"service_code": "lampe", **PLACE, "headers": {"Idempotency-Key": "1"}}

    assert sandbox.post(**form).json() == sandbox.post(**form).json()
    assert sandbox.post(**{**form, "description": "anders"}).status_code == 400
    assert SandboxRequest.objects.count() == 1


def test_a_number_used_in_the_sandbox_is_free_outside(sandbox):
    real = Program(sandbox.key)
    form = {"service_code": "lampe", **PLACE, "headers": {"Idempotency-Key": "1"}}

    assert sandbox.post(**form).json()[0]["service_request_id"].startswith("TEST-")
    assert real.post(**form).json()[0]["service_request_id"].startswith("LOH-")


def test_updates_close_and_open_it(sandbox):
    reference = sandbox.post(service_code="lampe", **PLACE).json()[0]["service_request_id"]

    sandbox.post("/servicerequestupdates.json", service_request_id=reference, status="CLOSED", description="Erledigt")

    (found,) = sandbox.get(f"/requests/{reference}.json").json()
    assert (found["status"], found["status_notes"]) == ("closed", "Erledigt")
    (update,) = sandbox.get("/servicerequestupdates.json").json()
    assert (update["service_request_id"], update["status"], update["description"]) == (reference, "CLOSED", "Erledigt")
    assert (
        sandbox.post("/servicerequestupdates.json", service_request_id="TEST-999999", description="x").status_code
        == 404
    )


def test_it_can_be_narrowed_as_the_real_one(sandbox):
    with time_machine.travel(NOON, tick=False) as clock:
        first = sandbox.post(service_code="lampe", **PLACE, description="Erste").json()[0]["service_request_id"]
        clock.move_to(NOON + timedelta(days=1))
        second = sandbox.post(service_code="lampe", **PLACE, description="Zweite").json()[0]["service_request_id"]

        def asked(**query):
            return [entry["service_request_id"] for entry in sandbox.get("/requests.json", **query).json()]

        assert asked() == [second, first]
        assert asked(start_date="2026-03-05T00:00:00Z") == [second]
        assert asked(updated_after="2026-03-01T00:00:00Z") == [first, second]
        assert asked(q="Erste") == [first]
        assert asked(status="closed") == []
        assert asked(service_code="lampe,x", page="2", page_size="1") == [first]
        assert asked(lat=PLACE["lat"], long=PLACE["long"], radius="10") == [second, first]
        assert asked(bbox="1,1,2,2") == []


def test_it_is_emptied_after_a_week(sandbox):
    with time_machine.travel(NOON, tick=False) as clock:
        sandbox.post(service_code="lampe", **PLACE)
        clock.move_to(NOON + timedelta(days=6))
        assert expire_sandbox() == 0
        clock.move_to(NOON + timedelta(days=8))
        assert expire_sandbox() == 1


def test_one_program_cannot_fill_it(sandbox, new_key, monkeypatch):
    monkeypatch.setattr(operations, "MOST_BY_KEY", 2)
    other = Program(new_key(), sandbox.stage)
    kept = other.post(service_code="lampe", **PLACE).json()[0]["service_request_id"]

    for _ in range(4):
        sandbox.post(service_code="lampe", **PLACE)

    assert SandboxRequest.objects.count() == 3
    assert sandbox.get(f"/requests/{kept}.json").status_code == 200


@pytest.mark.parametrize(
    "reference", ["TEST-0", "TEST-", "TEST--1", "TEST-1e3", "TEST-" + "9" * 40, "1", "test-x", "TEST-٣"]
)
def test_numbers_that_are_none_are_404(sandbox, reference):
    assert sandbox.get(f"/requests/{reference}.json").status_code == 404
