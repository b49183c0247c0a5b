# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes back from other systems, and what we tell them: each message once, nothing in circles."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from nahdran.accounts.operations.api_keys import create_api_key
from nahdran.cases.models import Case, Message
from nahdran.cases.operations import change_status
from nahdran.kit import clock
from nahdran.reports.enums import ForwardState
from nahdran.reports.models import Forward, ForwardUpdate, Partner
from nahdran.reports.operations import forwarding as operations
from nahdran.reports.rules import SCOPE
from nahdran.reports.tasks import ask_partners, look_after_forwards
from tests.factories.reports import make_report
from tests.reports.forwarding.conftest import errors_xml, requests_xml, updates_xml

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(rule, lamp, other):
    """A report that is over there as 7-2026."""
    report = make_report(lamp)
    operations.dispatch_forward(Forward.objects.get().pk)
    other.says("GET /requests.xml", requests_xml({"service_request_id": "7-2026", "status": "open"}))
    return report


def poll(partner):
    return operations.poll_partner(Partner.objects.get(pk=partner.pk))


def heard(report):
    rows = Message.objects.filter(case_id=report.pk, direction="NOTE", author_label="Kreiswerke")
    return list(rows.order_by("pk").values_list("text", flat=True))[1:]


def told():
    return list(ForwardUpdate.objects.filter(is_incoming=False).order_by("pk").values_list("status", "state"))


def moment(text):
    return datetime.fromisoformat(text).astimezone(UTC)


# How it stands over there


def test_a_first_look_notes_how_it_stands_without_a_word(sent, partner, other):
    assert poll(partner) == 0

    forward = Forward.objects.get()
    assert forward.remote_is_open
    assert heard(sent) == []
    (asked,) = [get for get in other.gets() if "service_request_id" in get.query]
    assert asked.query["service_request_id"] == "7-2026"
    assert asked.headers["x-api-key"] == "unser-schluessel"


def test_closing_over_there_is_told_at_the_case_once(sent, partner, other):
    poll(partner)
    closed = {"service_request_id": "7-2026", "status": "CLOSED", "status_notes": "Birne getauscht."}
    other.says("GET /requests.xml", requests_xml(closed))

    assert poll(partner) == 1
    assert poll(partner) == 0

    assert heard(sent) == ["Stand dort: abgeschlossen. Birne getauscht."]
    assert Forward.objects.get().remote_notes == "Birne getauscht."
    assert Case.objects.get(pk=sent.pk).status == "EXTERNAL", "our case stays open without the rule"


def test_what_was_closed_is_not_asked_for_again(sent, partner, other):
    other.says("GET /requests.xml", requests_xml({"service_request_id": "7-2026", "status": "closed"}))
    poll(partner)
    before = len(other.gets())
    poll(partner)

    assert len(other.gets()) == before


def test_a_rule_may_close_our_case_and_tells_them_nothing_of_it(rule, lamp, partner, other):
    rule.closes_case = True
    rule.save()
    report = make_report(lamp)
    operations.dispatch_forward(Forward.objects.get().pk)
    closed = {"service_request_id": "7-2026", "status": "closed", "status_notes": "Birne getauscht."}
    other.says("GET /requests.xml", requests_xml(closed))

    poll(partner)

    case = Case.objects.get(pk=report.pk)
    assert case.status == "DONE"
    assert case.status_changes.latest("id").public_text == "Birne getauscht."
    assert told() == [("CLOSED", ForwardState.CANCELLED)]
    assert operations.tell_due() == 0
    assert other.posts("/servicerequestupdates.xml") == []


def test_a_case_that_cannot_be_closed_so_stays_as_it_is(rule, lamp, partner, other, clerk):
    rule.closes_case = True
    rule.save()
    report = make_report(lamp)
    operations.dispatch_forward(Forward.objects.get().pk)
    change_status(case=report.case, to="DECLINED", actor=clerk, public_text="Doch nicht.")
    other.says("GET /requests.xml", requests_xml({"service_request_id": "7-2026", "status": "closed"}))

    poll(partner)

    assert Case.objects.get(pk=report.pk).status == "DECLINED"


def test_notes_are_told_where_no_messages_can_be_had(sent, partner, other):
    poll(partner)
    row = {"service_request_id": "7-2026", "status": "open", "status_notes": "Termin am Montag."}
    other.says("GET /requests.xml", requests_xml(row))

    poll(partner)
    poll(partner)

    assert heard(sent) == ["Stand dort: offen. Termin am Montag."]


def test_a_server_that_answers_with_everything_changes_only_what_is_ours(sent, partner, other):
    other.says(
        "GET /requests.xml",
        requests_xml(
            {"service_request_id": "1", "status": "closed"}, {"service_request_id": "7-2026", "status": "open"}
        ),
    )

    assert poll(partner) == 0
    assert Forward.objects.get().remote_is_open


def test_many_reports_are_asked_for_in_portions(sent, partner, other):
    row = Forward.objects.get()
    for number in range(60):
        report = make_report(sent.category)
        Forward.objects.filter(case_id=report.pk).update(
            state=ForwardState.SENT, remote_number=f"N{number}", sent_at=row.sent_at
        )

    poll(partner)

    asked = [get.query["service_request_id"].split(",") for get in other.gets() if "service_request_id" in get.query]
    assert sorted(len(numbers) for numbers in asked) == [11, 50]


@pytest.mark.parametrize("body", ["", "<html/>", "kaputt", b"\xff\xfe"])
def test_an_answer_that_makes_no_sense_changes_nothing(sent, partner, other, body):
    other.says("GET /requests.xml", body)

    assert poll(partner) == 0
    assert Forward.objects.get().remote_is_open is None


def test_trouble_is_shown_and_goes_away(sent, partner, other):
    other.says("GET /requests.xml", "", status=503)
    poll(partner)
    assert Partner.objects.get().problem == "Die Gegenseite antwortet mit 503."

    other.says("GET /requests.xml", requests_xml({"service_request_id": "7-2026", "status": "open"}))
    poll(partner)
    assert Partner.objects.get().problem == ""


def test_one_system_in_trouble_keeps_no_other_from_being_asked(sent, partner, other, chief):
    bad = Partner(name="A vorher", url="http://127.0.0.1:9/open311/v2")
    operations.save_partner(partner=bad, secret="", actor=chief)

    ask_partners(0)

    assert Partner.objects.get(pk=bad.pk).problem
    assert Forward.objects.get().remote_is_open


def test_a_system_out_of_use_is_not_asked(sent, partner, other):
    Partner.objects.update(is_active=False)
    before = len(other.asked)
    ask_partners(0)
    look_after_forwards(0)

    assert len(other.asked) == before


# Tokens


def test_a_token_becomes_a_number_later(rule, lamp, partner, other):
    other.says("POST /requests.xml", requests_xml({"token": "t 1/2"}))
    make_report(lamp)
    operations.dispatch_forward(Forward.objects.get().pk)
    assert (Forward.objects.get().state, Forward.objects.get().remote_number) == (ForwardState.SENT, "")
    poll(partner)
    assert Forward.objects.get().remote_number == ""

    other.says("GET /tokens/t%201%2F2.xml", requests_xml({"token": "t 1/2", "service_request_id": "99"}))
    assert poll(partner) == 1
    assert Forward.objects.get().remote_number == "99"


# Their messages


def test_a_message_is_taken_in_once(sent, partner, other):
    update = {
        "update_id": "u1",
        "service_request_id": "7-2026",
        "status": "OPEN",
        "updated_datetime": "2026-03-01T10:00:00+01:00",
        "description": "Morgen früh.",
    }
    foreign = {**update, "update_id": "u2", "service_request_id": "1"}
    other.says("GET /servicerequestupdates.xml", updates_xml(update, foreign))

    assert poll(partner) == 1
    assert poll(partner) == 0

    assert heard(sent) == ["OPEN: Morgen früh."]
    assert ForwardUpdate.objects.get(is_incoming=True).at == moment("2026-03-01T09:00:00+00:00")


def test_each_look_begins_a_little_before_the_last_one_ended(sent, partner, other):
    other.says("GET /servicerequestupdates.xml", updates_xml())
    poll(partner)
    poll(partner)

    first, second = [get.query for get in other.gets("/servicerequestupdates.xml")]
    assert moment(second["start_date"]) < moment(first["end_date"]) <= moment(second["end_date"])
    Partner.objects.update(updates_until=clock.now() - timedelta(days=400))
    poll(partner)
    third = other.gets("/servicerequestupdates.xml")[-1].query
    assert moment(third["end_date"]) - moment(third["start_date"]) <= timedelta(days=90)


def test_they_may_send_us_messages_with_the_key_they_have_for_that(sent, partner):
    made = create_api_key(actor=None, name="Kreiswerke", scopes=[SCOPE], rate_per_minute=1000)
    stranger = create_api_key(actor=None, name="Andere", scopes=[SCOPE], rate_per_minute=1000)
    Partner.objects.update(api_key=made.row)
    fields = {
        "service_request_id": "7-2026",
        "status": "CLOSED",
        "update_id": "77",
        "updated_datetime": "2026-03-01T10:00:00Z",
        "description": "Fertig.",
    }
    path = "/open311/v2/servicerequestupdates.json"

    first = Client().post(path, {"api_key": made.plain, **fields})
    again = Client().post(path, {"api_key": made.plain, **fields})
    by_our_number = Client().post(
        path, {"api_key": made.plain, **fields, "service_request_id": sent.case.reference, "update_id": "78"}
    )
    refused = Client().post(path, {"api_key": stranger.plain, **fields})

    assert (first.status_code, again.status_code, refused.status_code) == (200, 200, 404)
    assert (first.json(), again.json()) == ([{"update_id": "77"}], [{"update_id": "77"}])
    assert by_our_number.status_code == 200
    assert heard(sent) == ["CLOSED: Fertig.", "CLOSED: Fertig."]


# Our messages


def test_what_becomes_of_it_here_is_told_there(sent, clerk, other):
    other.says("POST /servicerequestupdates.xml", updates_xml({"update_id": "5"}))
    change_status(case=sent.case, to="DONE", actor=clerk, public_text="Wir waren schneller.")

    look_after_forwards(0)
    look_after_forwards(0)

    (post,) = other.posts("/servicerequestupdates.xml")
    change = sent.case.status_changes.latest("id")
    assert post.fields["service_request_id"] == "7-2026"
    assert (post.fields["status"], post.fields["description"]) == ("CLOSED", "Wir waren schneller.")
    assert post.fields["update_id"] == str(change.pk)
    assert post.headers["idempotency-key"] == str(change.pk)
    assert moment(post.fields["updated_datetime"]) == change.at.replace(microsecond=0)
    assert told() == [("CLOSED", ForwardState.SENT)]


def test_the_status_that_the_handing_on_itself_made_is_not_told(sent):
    assert sent.case.status_changes.latest("id").end == "EXTERNAL"
    assert told() == []


def test_a_lost_answer_is_told_again_under_the_same_number(sent, clerk, other):
    other.loses("POST /servicerequestupdates.xml")
    change_status(case=sent.case, to="DONE", actor=clerk, public_text="Fertig.")
    operations.tell_due()
    assert told() == [("CLOSED", ForwardState.RETRY)]
    assert operations.tell_due() == 0, "not at once"

    other.says("POST /servicerequestupdates.xml", updates_xml({"update_id": "5"}))
    ForwardUpdate.objects.update(next_attempt_at=clock.now())
    assert operations.tell_due() == 1

    first, second = other.posts("/servicerequestupdates.xml")
    assert first.fields["update_id"] == second.fields["update_id"]


def test_a_server_without_messages_is_not_bothered_again(sent, clerk, other):
    change_status(case=sent.case, to="DONE", actor=clerk, public_text="Fertig.")
    operations.tell_due()
    ForwardUpdate.objects.update(next_attempt_at=clock.now())
    operations.tell_due()

    assert told() == [("CLOSED", ForwardState.CANCELLED)]
    assert len(other.posts("/servicerequestupdates.xml")) == 1


def test_a_server_that_stays_away_is_given_up(sent, clerk, other):
    other.says("POST /servicerequestupdates.xml", errors_xml(503, "Wartung"), status=503)
    change_status(case=sent.case, to="DONE", actor=clerk, public_text="Fertig.")
    for _attempt in range(20):
        ForwardUpdate.objects.update(next_attempt_at=clock.now())
        operations.tell_due()

    assert told() == [("CLOSED", ForwardState.FAILED)]
    assert len(other.posts("/servicerequestupdates.xml")) == 8
