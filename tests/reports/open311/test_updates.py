# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""FixMyStreet's extension: changes of status to fetch, and words about one's own report to send."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nahdran.cases.enums import Direction
from nahdran.cases.models import Attachment, Case, Message, Revisit
from nahdran.cases.operations import change_status
from tests.factories.files import encoded
from tests.factories.reports import make_report
from tests.reports.open311.conftest import Program, sentences, xml_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
FIELDS = [
    "update_id",
    "service_request_id",
    "status",
    "updated_datetime",
    "description",
    "media_url",
    "external_status_code",
]
PATH = "/servicerequestupdates.json"


def test_each_change_of_status_is_an_update(guest, lamp, clerk):
    with time_machine.travel(NOON, tick=False) as clock:
        report = make_report(lamp, public=True)
        clock.move_to(NOON + timedelta(hours=1))
        change_status(case=report.case, to="IN_WORK", actor=clerk, public_text="Der Bauhof kommt.")
        clock.move_to(NOON + timedelta(hours=2))
        change_status(case=report.case, to="DONE", actor=clerk, public_text="Leuchtet wieder.")

        first, second = guest.get(PATH).json()

    assert list(first) == FIELDS
    assert (first["status"], first["description"], first["external_status_code"]) == (
        "OPEN",
        "Der Bauhof kommt.",
        "IN_WORK",
    )
    assert (second["status"], second["updated_datetime"]) == ("CLOSED", "2026-03-04T14:00:00Z")
    assert first["service_request_id"] == report.case.reference


def test_updates_in_xml(guest, public, clerk):
    change_status(case=public.case, to="IN_WORK", actor=clerk)

    root = xml_of(guest.get("/servicerequestupdates.xml"))

    assert (root.tag, root[0].tag) == ("service_request_updates", "request_update")
    assert [child.tag for child in root[0]] == FIELDS


def test_updates_are_asked_for_by_time(guest, lamp, clerk):
    with time_machine.travel(NOON, tick=False) as clock:
        report = make_report(lamp, public=True)
        for number, status in enumerate(("CHECKED", "IN_WORK", "PLANNED"), start=1):
            clock.move_to(NOON + timedelta(hours=number))
            change_status(case=report.case, to=status, actor=clerk)

        def asked(**query):
            return [entry["external_status_code"] for entry in guest.get(PATH, **query).json()]

        assert asked(start_date="2026-03-04T14:00:00Z") == ["IN_WORK", "PLANNED"]
        assert asked(end_date="2026-03-04T13:00:00Z") == ["CHECKED"]
        assert asked(start_date="2026-03-04T13:30:00Z", end_date="2026-03-04T14:30:00Z") == ["IN_WORK"]
        assert guest.get(PATH, start_date="2025-01-01T00:00:00Z", end_date="2026-01-01T00:00:00Z").status_code == 400


def test_what_is_not_released_has_updates_for_its_sender_only(program, guest, clerk):
    case = Case.objects.get(reference=program.report())
    change_status(case=case, to="IN_WORK", actor=clerk)

    assert guest.get(PATH).json() == []
    assert [entry["service_request_id"] for entry in program.get(PATH, api_key=program.key).json()] == [case.reference]


# Sending


def test_words_about_ones_own_report_reach_its_thread(program):
    reference = program.report()

    answer = program.post(PATH, service_request_id=reference, update_id="456", status="OPEN", updated_datetime="2026-03-01T12:00:00Z",
                          description="Jetzt flackert sie auch noch.", service_request_id_ext="5678")  # fmt: skip

    (tree,) = answer.json()
    message = Message.objects.get(pk=tree["update_id"])
    assert (message.direction, message.author_label, message.channel) == (Direction.IN, "Kreis", "API")
    assert message.text.startswith("Jetzt flackert sie auch noch.")
    assert "OPEN" in message.text


def test_in_xml_the_same(program):
    root = xml_of(
        program.post("/servicerequestupdates.xml", service_request_id=program.report(), description="Noch da.")
    )

    assert (root.tag, root[0].tag) == ("service_request_updates", "request_update")
    assert root[0].findtext("update_id").isdecimal()


def test_the_same_update_twice_is_one(program):
    form = {"service_request_id": program.report(), "update_id": "456", "description": "Noch da."}

    assert program.post(PATH, **form).json() == program.post(PATH, **form).json()
    assert Message.objects.filter(text="Noch da.").count() == 1


def test_updates_without_a_number_are_each_their_own(program):
    form = {"service_request_id": program.report(), "description": "Noch da."}

    assert program.post(PATH, **form).json() != program.post(PATH, **form).json()


def test_new_words_at_a_settled_case_wait_for_the_desk_and_a_word_that_closes_does_not(program, clerk):
    case = Case.objects.get(reference=program.report())
    change_status(case=case, to="DONE", actor=clerk, public_text="Leuchtet.")

    program.post(PATH, service_request_id=case.reference, status="FIXED", description="Danke")
    case.refresh_from_db()
    assert case.status == "DONE"
    assert Message.objects.filter(case=case, direction=Direction.NOTE, text__contains="FIXED").exists()

    program.post(PATH, service_request_id=case.reference, status="REOPEN", description="Ist wieder aus.")
    case.refresh_from_db()
    assert case.status == "DONE"
    assert Revisit.objects.get(case=case).message.text.startswith("Ist wieder aus.")


def test_a_status_of_the_sender_changes_nothing_by_itself(program):
    case = Case.objects.get(reference=program.report())

    program.post(PATH, service_request_id=case.reference, status="CLOSED")

    case.refresh_from_db()
    assert case.status == "NEW"


def test_photos_come_along(program, stored):
    photo = SimpleUploadedFile("a.jpg", encoded(Image.new("RGB", (64, 48), "red")))

    program.post(PATH, service_request_id=program.report(), description="So sieht es aus.", media=photo)

    assert Attachment.objects.count() == 1


def test_about_reports_of_others_nothing_can_be_said(program, public, new_key):
    other = Program(new_key())

    for reference in (program.report(), public.case.reference, "LOH-2026-000000-A", "x"):
        assert other.post(PATH, service_request_id=reference, description="Hallo").status_code == 404
    assert not Message.objects.filter(text="Hallo").exists()


@pytest.mark.parametrize(
    ("fields", "name"),
    [({}, "description"), ({"service_request_id": "", "description": "x"}, "service_request_id"), ({"description": "x" * 4001}, "description"),
     ({"description": "x", "status": "1; DROP"}, "status"), ({"description": "x", "updated_datetime": "gestern"}, "updated_datetime"),
     ({"description": "x", "media_url": "file:///etc/passwd"}, "media_url")],
)  # fmt: skip
def test_an_update_with_a_mistake_is_refused(program, fields, name):
    answer = program.post(PATH, **{"service_request_id": program.report(), **fields})

    assert answer.status_code == 400
    assert sentences(answer)[0].startswith(name)


def test_without_a_key_nothing_can_be_sent(program):
    assert Program().post(PATH, service_request_id=program.report(), description="x").status_code == 403
