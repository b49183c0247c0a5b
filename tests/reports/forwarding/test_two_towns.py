# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two towns, two databases, real HTTP between them: the second one is a ``nahdran serve`` of its own.

Our side is the database of the tests; theirs runs with web server, worker and its own PostgreSQL.
"""

import json
import os
import socket
import tempfile
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from nahdran.cases.models import Case, Message
from nahdran.cases.operations import change_status
from nahdran.kit import clock
from nahdran.project.settings.paths import ROOT
from nahdran.reports.enums import ForwardState
from nahdran.reports.models import Forward, ForwardingRule, ForwardUpdate, Partner
from nahdran.reports.operations import forwarding as operations
from tests.factories.reports import make_question, make_report
from tests.project.processes import Town

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SETUP = """
from tests.factories.cases import make_town, make_unit
from tests.factories.reports import make_category, make_group, make_map, make_question, make_routing_fallback
make_town()
make_map()
make_routing_fallback(make_unit("Servicecenter", "SC"))
group = make_group("Beleuchtung")
make_question(make_category("Laterne", key="laterne", group=group), "mast", required=True, label="Nummer am Mast")
make_category("Scherben", key="scherben", group=group)
"""
STATE = """
import json
from nahdran.cases.models import Attachment, Case, Message
from nahdran.reports.models import Report
print("STATE", json.dumps([
    {
        "reference": report.case.reference,
        "status": report.case.status,
        "text": report.description,
        "answers": report.answers,
        "photos": Attachment.objects.filter(case=report.case).count(),
        "words": list(Message.objects.filter(case=report.case).order_by("id").values_list("text", flat=True)),
    }
    for report in Report.objects.select_related("case").order_by("pk")
]))
"""
CLOSE = """
from nahdran.cases.models import Case
from nahdran.cases.operations import change_status
change_status(case=Case.objects.get(reference="{reference}"), to="DONE", actor=None, public_text="Leuchtet wieder.")
"""


class SecondTown(Town):
    def shell(self, code):
        done = self.command("manage", "shell", "--no-imports", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def reports(self):
        (line,) = [line for line in self.shell(STATE).splitlines() if line.startswith("STATE")]
        return json.loads(line.removeprefix("STATE"))

    def report(self, number):
        (found,) = [row for row in self.reports() if row["reference"] == number]
        return found


@pytest.fixture(scope="module")
def second():
    with tempfile.TemporaryDirectory(prefix="nachbarstadt-") as folder:
        town = SecondTown(Path(folder) / "daten")
        town.more["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        try:
            town.ensure()
            town.shell(SETUP)
            yield town
        finally:
            town.end()


@pytest.fixture(scope="module")
def their_key(second):
    made = second.command("apikey", "create", "--scope", "open311", "--name", "Lohmar")
    (key,) = [word for word in made.stdout.split() if word.startswith("nahdran_")]
    return key


@pytest.fixture
def neighbours(second, their_key, settings, chief):
    settings.OUTBOUND_ALLOW = [f"127.0.0.1:{second.port}"]
    row = Partner(name="Nachbarstadt", url=f"http://127.0.0.1:{second.port}/open311/v2")
    return operations.save_partner(partner=row, secret=their_key, actor=chief)


@pytest.fixture
def way(neighbours, lamp):
    make_question(lamp, "nummer")
    return ForwardingRule.objects.create(
        category=lamp,
        partner=neighbours,
        service_code="laterne",
        attributes={"mast": {"question": "nummer"}},
        is_automatic=True,
    )


@pytest.fixture
def forgetful(second, settings):
    """A proxy in front of the second town that passes everything on and loses every answer."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    settings.OUTBOUND_ALLOW = [*settings.OUTBOUND_ALLOW, f"127.0.0.1:{port}"]

    def serve():
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            with closing(client), closing(socket.create_connection(("127.0.0.1", second.port))) as there:
                there.sendall(_whole_request(client))
                while there.recv(65536):
                    pass

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{port}/open311/v2"
    listener.close()


def _whole_request(client):
    data = b""
    while b"\r\n\r\n" not in data:
        data += client.recv(65536)
    head, _blank, body = data.partition(b"\r\n\r\n")
    (length,) = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    while len(body) < int(length):
        body += client.recv(65536)
    return head + b"\r\n\r\n" + body


def send(report):
    Forward.objects.filter(case_id=report.pk, next_attempt_at__isnull=False).update(next_attempt_at=clock.now())
    operations.dispatch_forward(Forward.objects.get(case_id=report.pk).pk)
    return Forward.objects.get(case_id=report.pk)


def heard(report):
    rows = Message.objects.filter(case_id=report.pk, direction="NOTE", author_label="Nachbarstadt")
    return list(rows.order_by("pk").values_list("text", flat=True))[1:]


def test_the_connection_is_good_and_tells_its_services(neighbours):
    assert operations.check_partner(partner=neighbours) == []
    assert {each.code for each in operations.services_of(neighbours)} == {"laterne", "scherben"}
    (asked,) = operations.attributes_of(neighbours, "laterne")
    assert (asked.code, asked.label, asked.is_required) == ("mast", "Nummer am Mast", True)


def test_a_report_arrives_with_its_photos_and_answers(way, lamp, second, photo):
    report = make_report(lamp, files=[photo("red"), photo("blue")], answers={"nummer": "A 7"})

    forward = send(report)

    there = second.report(forward.remote_number)
    assert forward.state == ForwardState.SENT
    assert report.description in there["text"]
    assert report.case.reference in there["text"]
    assert (there["answers"], there["photos"]) == ({"mast": "A 7"}, 2)


def test_a_refusal_says_what_is_missing(way, lamp):
    forward = send(make_report(lamp))

    assert forward.state == ForwardState.FAILED
    assert "mast" in forward.last_error


def test_a_key_that_was_revoked_is_refused(way, lamp, neighbours, chief):
    operations.save_partner(partner=neighbours, secret="nahdran_falsch", actor=chief)

    forward = send(make_report(lamp, answers={"nummer": "1"}))

    assert forward.state == ForwardState.FAILED
    assert "api_key" in forward.last_error


def test_a_lost_answer_leaves_one_report_there_and_its_number_here(way, lamp, second, neighbours, forgetful, photo):
    report = make_report(lamp, files=[photo("red")], answers={"nummer": "B 1"})
    Partner.objects.update(url=forgetful)
    assert send(report).state == ForwardState.UNCERTAIN
    before = len(second.reports())

    Partner.objects.update(url=neighbours.url)
    forward = send(report)

    assert forward.state == ForwardState.SENT
    assert second.report(forward.remote_number)["answers"] == {"mast": "B 1"}
    assert len(second.reports()) == before


def test_sent_twice_under_one_number_it_is_one_report(way, lamp, second, clerk, neighbours, forgetful):
    """Also where somebody sends it again without looking."""
    report = make_report(lamp, answers={"nummer": "B 2"})
    Partner.objects.update(url=forgetful)
    forward = send(report)
    before = len(second.reports())

    Partner.objects.update(url=neighbours.url)
    operations.send_again(forward=forward, actor=clerk)
    forward = send(report)

    assert forward.state == ForwardState.SENT
    assert len(second.reports()) == before


def test_what_surely_did_not_arrive_is_sent_after_the_look_up(way, lamp, second, neighbours):
    report = make_report(lamp, answers={"nummer": "B 3"})
    past = clock.now() - timedelta(minutes=1)
    Forward.objects.update(state=ForwardState.SENDING, is_handed_over=True, lease_until=past, attempt_count=1)
    operations.recover_forwards()

    forward = send(report)

    assert forward.state == ForwardState.SENT
    assert second.report(forward.remote_number)["answers"] == {"mast": "B 3"}


def test_what_becomes_of_it_there_comes_back_once(way, lamp, second, neighbours):
    way.closes_case = True
    way.save()
    report = make_report(lamp, answers={"nummer": "C 1"})
    forward = send(report)
    operations.poll_partner(neighbours)
    assert Forward.objects.get().remote_is_open

    second.shell(CLOSE.format(reference=forward.remote_number))
    neighbours.refresh_from_db()
    operations.poll_partner(neighbours)
    neighbours.refresh_from_db()
    operations.poll_partner(neighbours)

    assert neighbours.problem == ""
    assert not Forward.objects.get().remote_is_open
    assert [text for text in heard(report) if "Leuchtet wieder." in text]
    assert len(heard(report)) == len(set(heard(report)))
    case = Case.objects.get(pk=report.pk)
    assert case.status == "DONE"
    assert "Leuchtet wieder." in case.status_changes.latest("id").public_text


def test_what_becomes_of_it_here_is_told_there_once(way, lamp, second, neighbours, clerk):
    report = make_report(lamp, answers={"nummer": "C 2"})
    forward = send(report)
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Wir waren schneller.")

    assert operations.tell_due() == 1
    ForwardUpdate.objects.filter(is_incoming=False).update(state=ForwardState.RETRY, next_attempt_at=clock.now())
    assert operations.tell_due() == 1

    words = second.report(forward.remote_number)["words"]
    assert len([text for text in words if "Wir waren schneller." in text]) == 1
