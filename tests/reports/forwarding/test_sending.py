# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report goes to another system: what goes along, what happens when something fails, and that it never arrives twice."""

from datetime import timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from nahdran.audit.models import Entry
from nahdran.cases.models import Case, Message
from nahdran.cases.operations import NewParty, change_status
from nahdran.kit import clock
from nahdran.kit.sealed import Unreadable, seal, unseal
from nahdran.reports.enums import ForwardState
from nahdran.reports.forwarding.registry import forwarders
from nahdran.reports.models import Forward, ForwardUpdate, ReceivedReport
from nahdran.reports.operations import forwarding as operations
from nahdran.reports.operations.forwarding import dispatch
from nahdran.reports.operations.forwarding.queue import SEND
from tests.factories.reports import INSIDE, make_question, make_report
from tests.reports.forwarding.conftest import errors_xml, requests_xml

pytestmark = pytest.mark.django_db
LON, LAT = INSIDE
WITH_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><service_requests><request>'
    "<service_request_id>&b;</service_request_id></request></service_requests>"
)


def forward_of(report):
    return Forward.objects.get(case_id=report.pk)


def send(report):
    """As the worker does it, also when the next attempt would be later."""
    Forward.objects.filter(case_id=report.pk, next_attempt_at__isnull=False).update(next_attempt_at=clock.now())
    state = operations.dispatch_forward(forward_of(report).pk)
    return state, forward_of(report)


def notes(report):
    return list(Message.objects.filter(case_id=report.pk, direction="NOTE").values_list("author_label", "text"))


# What goes along


def test_a_report_of_its_kind_is_queued_with_the_case(rule, lamp):
    report = make_report(lamp)

    assert forward_of(report).state == ForwardState.WAITING
    assert ProcrastinateJob.objects.filter(task_name=SEND, args={"forward_id": forward_of(report).pk}).count() == 1
    assert Entry.objects.filter(action="reports.forwarded", actor_label="Regel").count() == 1


def test_it_arrives_with_place_words_and_our_number(rule, lamp, other):
    report = make_report(lamp)

    state, forward = send(report)

    (post,) = other.posts()
    assert state == ForwardState.SENT
    assert forward.remote_number == "7-2026"
    assert post.fields["api_key"] == "unser-schluessel"
    assert post.fields["service_code"] == "LICHT"
    assert (float(post.fields["lat"]), float(post.fields["long"])) == (LAT, LON)
    assert post.fields["address_string"] == report.address
    assert report.description in post.fields["description"]
    assert report.case.reference in post.fields["description"]
    assert post.fields["attribute[MAST]"] == "12"
    assert post.headers["idempotency-key"] == str(forward.number)


def test_the_case_tells_where_it_went_and_under_which_number(rule, lamp, other):
    report = make_report(lamp)
    send(report)

    case = Case.objects.get(pk=report.pk)
    assert case.status == "EXTERNAL"
    assert notes(report) == [("Kreiswerke", "Weitergegeben an Kreiswerke. Dort unter der Nummer 7-2026.")]


def test_a_kind_without_a_rule_stays_here(lamp):
    assert not Forward.objects.filter(case_id=make_report(lamp).pk).exists()


def test_a_rule_that_waits_for_a_click_does_nothing_by_itself(rule, lamp, clerk):
    rule.is_automatic = False
    rule.save()
    report = make_report(lamp)
    assert not Forward.objects.exists()

    forward = operations.forward_case(case=report.case, rule=rule, actor=clerk)

    assert operations.forward_case(case=report.case, rule=rule, actor=clerk) == forward
    assert Forward.objects.count() == 1


def test_what_is_closed_or_switched_off_is_not_handed_on(rule, lamp, clerk, partner):
    rule.is_automatic = False
    rule.save()
    report = make_report(lamp)
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Leuchtet wieder.")
    with pytest.raises(operations.UnableToForward, match="abgeschlossen"):
        operations.forward_case(case=report.case, rule=rule, actor=clerk)

    partner.is_active = False
    partner.save()
    rule.refresh_from_db()
    with pytest.raises(operations.UnableToForward, match="nicht in Gebrauch"):
        operations.forward_case(case=make_report(lamp).case, rule=rule, actor=clerk)


@pytest.mark.parametrize("with_contact", [True, False])
def test_the_person_goes_along_only_where_that_is_wanted(rule, lamp, other, with_contact):
    rule.with_contact = with_contact
    rule.save()
    report = make_report(lamp, party=NewParty(name="Erika von Muster", email="erika@nahdran.example", phone="0151 1"))
    send(report)

    body = other.posts()[0].body.decode()
    known = {name: other.posts()[0].fields.get(name) for name in ("first_name", "last_name", "email", "phone")}
    if with_contact:
        assert known == {
            "first_name": "Erika von",
            "last_name": "Muster",
            "email": "erika@nahdran.example",
            "phone": "0151 1",
        }
    else:
        assert set(known.values()) == {None}
        assert "Muster" not in body
        assert "nahdran.example" not in body


def test_answers_to_our_questions_answer_theirs(rule, lamp, other):
    make_question(lamp, "mast")
    make_question(lamp, "was", "SEVERAL")
    make_question(lamp, "dunkel", "YES_NO")
    rule.attributes = {
        "MAST": {"question": "mast"},
        "WAS": {"question": "was"},
        "AUS": {"question": "dunkel"},
        "FEHLT": {"question": "gibt-es-nicht"},
    }
    rule.save()
    send(make_report(lamp, answers={"mast": "A 7", "was": ["rot", "blau"], "dunkel": True}))

    sent = [pair for pair in other.posts()[0].pairs if pair[0].startswith("attribute")]
    assert sorted(sent) == [
        ("attribute[AUS]", "true"),
        ("attribute[MAST]", "A 7"),
        ("attribute[WAS][]", "blau"),
        ("attribute[WAS][]", "rot"),
    ]


def test_photos_go_along_as_files(rule, lamp, other, photo):
    report = make_report(lamp, files=[photo("red"), photo("blue")])
    send(report)

    (post,) = other.posts()
    assert post.headers["content-type"].startswith("multipart/form-data")
    assert post.body.count(b'name="media"; filename="bild-') == 2
    assert post.body.count(b"\xff\xd8\xff") == 2
    assert report.address.encode() in post.body


def test_photos_go_along_as_addresses_only_once_they_are_public(rule, partner, lamp, other, photo, settings):
    partner.media = "urls"
    partner.save()
    public = make_report(lamp, files=[photo("red")], public=True)
    held = make_report(lamp, files=[photo("blue")])
    send(public)
    send(held)

    first, second = other.posts()
    assert first.fields["media_url"].startswith(settings.SITE_URL)
    assert "media_url" not in second.fields


def test_no_photos_where_none_are_wanted(rule, partner, lamp, other, photo):
    partner.media = "none"
    partner.save()
    send(make_report(lamp, files=[photo("red")], public=True))

    assert "media_url" not in other.posts()[0].fields
    assert b"filename" not in other.posts()[0].body


def test_a_jurisdiction_is_named_in_every_call(rule, partner, lamp, other):
    partner.jurisdiction_id = "kreis.example"
    partner.save()
    send(make_report(lamp))
    operations.check_partner(partner=partner)

    assert other.posts()[0].fields["jurisdiction_id"] == "kreis.example"
    assert other.gets("/services.xml")[0].query["jurisdiction_id"] == "kreis.example"


# What may fail


def test_a_refusal_is_final_and_says_why(rule, lamp, other):
    other.says("POST /requests.xml", errors_xml(400, "service_code gibt es nicht."), status=400)
    report = make_report(lamp)

    state, forward = send(report)

    assert (state, forward.last_error) == (ForwardState.FAILED, "service_code gibt es nicht.")
    assert forward.next_attempt_at is None
    assert operations.dispatch_forward(forward.pk) is None
    assert len(other.posts()) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_gets_it_later(rule, lamp, other, status):
    other.says("POST /requests.xml", "", status=status)
    report = make_report(lamp)

    state, forward = send(report)
    assert state == ForwardState.RETRY
    assert forward.next_attempt_at > clock.now()
    assert operations.dispatch_forward(forward.pk) is None, "not before its time"

    other.says("POST /requests.xml", requests_xml({"service_request_id": "8"}))
    assert send(report)[0] == ForwardState.SENT


def test_a_server_that_is_away_gets_it_later_and_nothing_is_looked_up(rule, partner, lamp, other, settings):
    partner.url = "http://127.0.0.1:9/open311/v2"
    partner.save()
    report = make_report(lamp)
    settings.OUTBOUND_ALLOW = [*settings.OUTBOUND_ALLOW, "127.0.0.1:9"]
    assert send(report)[0] == ForwardState.RETRY

    partner.url = other.url
    partner.save()
    assert send(report)[0] == ForwardState.SENT
    assert [each.method for each in other.asked] == ["POST"]


def test_three_days_of_trouble_are_enough(rule, lamp, other):
    other.says("POST /requests.xml", "", status=503)
    report = make_report(lamp)
    Forward.objects.filter(case_id=report.pk).update(queued_at=clock.now() - timedelta(days=3))

    state, forward = send(report)

    assert (state, forward.next_attempt_at) == (ForwardState.FAILED, None)


def test_an_address_in_our_own_network_is_never_called(rule, lamp, other, settings):
    settings.OUTBOUND_ALLOW = []
    report = make_report(lamp)

    state, forward = send(report)

    assert state == ForwardState.FAILED
    assert "darf nicht aufgerufen werden" in forward.last_error
    assert other.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "<html><body>Anmeldung</body></html>",
        '[{"service_request_id": "1"}]',
        WITH_ENTITY,
        requests_xml(),
        requests_xml({"service_request_id": "", "token": ""}),
        b"\xff\xfe\x00",
    ],
)
def test_an_answer_that_names_no_number_is_uncertain(rule, lamp, other, answer):
    other.says("POST /requests.xml", answer)

    state, forward = send(make_report(lamp))

    assert state == ForwardState.UNCERTAIN
    assert forward.is_handed_over


# Never twice


@pytest.mark.parametrize("way", ["lost", 500, 302])
def test_a_lost_answer_is_looked_up_by_our_number_before_anything_is_sent_again(rule, lamp, other, way):
    if way == "lost":
        other.loses("POST /requests.xml")
    else:
        other.says("POST /requests.xml", "", status=way, Location=other.url)
    report = make_report(lamp)
    assert send(report)[0] == ForwardState.UNCERTAIN
    number = str(forward_of(report).number)

    other.says("GET /requests.xml", requests_xml({"service_request_id": "9"}), Idempotency_Key=number)
    state, forward = send(report)

    assert (state, forward.remote_number) == (ForwardState.SENT, "9")
    assert len(other.posts()) == 1
    assert other.gets()[0].query["idempotency_key"] == number
    assert other.gets()[0].headers["x-api-key"] == "unser-schluessel"


def test_what_surely_did_not_arrive_is_sent_again_under_the_same_number(rule, lamp, other):
    other.loses("POST /requests.xml")
    report = make_report(lamp)
    send(report)
    number = str(forward_of(report).number)

    other.says("GET /requests.xml", requests_xml(), Idempotency_Key=number)
    other.says("POST /requests.xml", requests_xml({"service_request_id": "10"}))
    state, _forward = send(report)

    assert state == ForwardState.SENT
    assert [post.headers["idempotency-key"] for post in other.posts()] == [number, number]


def test_a_server_that_knows_no_such_number_is_searched_for_our_reference(rule, lamp, other):
    other.loses("POST /requests.xml")
    report = make_report(lamp)
    send(report)

    rows = [
        {"service_request_id": "1", "description": "Etwas anderes"},
        {"service_request_id": "2", "description": f"Dunkel. Vorgang {report.case.reference}"},
    ]
    other.says("GET /requests.xml", requests_xml(*rows))
    state, forward = send(report)

    assert (state, forward.remote_number) == (ForwardState.SENT, "2")
    assert len(other.posts()) == 1


def test_where_nothing_can_be_seen_somebody_has_to_decide(rule, lamp, other):
    other.loses("POST /requests.xml")
    report = make_report(lamp)
    send(report)
    other.says("GET /requests.xml", requests_xml())

    state, forward = send(report)

    assert (state, forward.next_attempt_at) == (ForwardState.UNCERTAIN, None)
    assert len(other.posts()) == 1
    assert operations.recover_forwards() == 0


def test_a_look_up_that_fails_changes_nothing_and_comes_again(rule, lamp, other):
    other.loses("POST /requests.xml")
    report = make_report(lamp)
    send(report)
    other.says("GET /requests.xml", "", status=503)

    state, forward = send(report)

    assert state == ForwardState.UNCERTAIN
    assert forward.next_attempt_at is not None
    assert len(other.posts()) == 1


def test_a_worker_that_died_after_handing_over_leaves_it_uncertain(rule, lamp, other):
    report = make_report(lamp)
    past = clock.now() - timedelta(minutes=1)
    Forward.objects.filter(case_id=report.pk).update(
        state=ForwardState.SENDING, is_handed_over=True, lease_until=past, attempt_count=1
    )

    operations.recover_forwards()
    number = str(forward_of(report).number)
    assert forward_of(report).state == ForwardState.UNCERTAIN

    other.says("GET /requests.xml", requests_xml({"service_request_id": "11"}), Idempotency_Key=number)
    assert send(report)[1].remote_number == "11"
    assert other.posts() == []


def test_a_worker_that_died_before_is_simply_followed_by_another(rule, lamp, other):
    report = make_report(lamp)
    past = clock.now() - timedelta(minutes=1)
    Forward.objects.filter(case_id=report.pk).update(state=ForwardState.SENDING, lease_until=past, attempt_count=1)

    operations.recover_forwards()

    assert send(report)[0] == ForwardState.SENT
    assert len(other.posts()) == 1


def test_a_row_that_somebody_sends_is_left_alone(rule, lamp, other):
    report = make_report(lamp)
    Forward.objects.filter(case_id=report.pk).update(
        state=ForwardState.SENDING, lease_until=clock.now() + dispatch.LEASE
    )

    assert operations.dispatch_forward(forward_of(report).pk) is None
    operations.recover_forwards()
    assert forward_of(report).state == ForwardState.SENDING
    assert other.asked == []


def test_who_was_too_slow_does_not_hand_over(rule, lamp, other, monkeypatch):
    """Between claim and handing over, somebody else has taken the row."""
    report = make_report(lamp)
    way = forwarders.get("open311")
    slow = way.send

    def send_late(connection, outgoing, *, handing_over):
        Forward.objects.filter(case_id=report.pk).update(attempt_count=7)
        return slow(connection, outgoing, handing_over=handing_over)

    monkeypatch.setattr(way, "send", send_late)

    assert operations.dispatch_forward(forward_of(report).pk) is None
    assert other.posts() == []
    assert forward_of(report).attempt_count == 7


@pytest.mark.django_db(transaction=True)
def test_handing_over_is_committed_before_the_form_is_out(rule, lamp, other, monkeypatch):
    report = make_report(lamp)
    seen = []
    way = forwarders.get("open311")
    real = way.send

    def watched(connection, outgoing, *, handing_over):
        def entered():
            handing_over()
            seen.append((transaction.get_connection().in_atomic_block, forward_of(report).is_handed_over))

        return real(connection, outgoing, handing_over=entered)

    monkeypatch.setattr(way, "send", watched)

    assert send(report)[0] == ForwardState.SENT
    assert seen == [(False, True)]


def test_a_mistake_in_an_adapter_loses_nothing(rule, lamp, monkeypatch):
    report = make_report(lamp)

    def broken(connection, outgoing, *, handing_over):
        handing_over()
        raise RuntimeError("boom")

    monkeypatch.setattr(forwarders.get("open311"), "send", broken)

    state, forward = send(report)

    assert (state, forward.last_error) == (ForwardState.UNCERTAIN, "RuntimeError")
    assert forward.next_attempt_at is None


def test_what_came_from_there_does_not_go_back(rule, partner, lamp, other, clerk, new_key):
    partner.api_key = new_key
    partner.save()
    report = make_report(lamp)
    ReceivedReport.objects.create(
        case=report.case, api_key=new_key, submission="open311:1", fingerprint="1", received_at=clock.now()
    )

    state, forward = send(report)

    assert (state, forward.last_error) == (ForwardState.CANCELLED, "Die Meldung kam von dort.")
    assert other.asked == []
    rule.refresh_from_db()
    with pytest.raises(operations.UnableToForward, match="kam von dort"):
        operations.forward_case(case=report.case, rule=rule, actor=clerk)


# What somebody decides


def test_sent_again_after_a_refusal_keeps_its_number(rule, lamp, other, clerk):
    other.says("POST /requests.xml", errors_xml(400, "Nein."), status=400)
    report = make_report(lamp)
    _state, forward = send(report)
    other.says("POST /requests.xml", requests_xml({"service_request_id": "12"}))

    operations.send_again(forward=forward, actor=clerk)
    state, again = send(report)

    assert (state, again.number, again.last_error) == (ForwardState.SENT, forward.number, "")
    assert Entry.objects.filter(action="reports.forwarded_again", actor_id=clerk.pk).count() == 1


@pytest.mark.parametrize("looks_first", [True, False])
def test_an_uncertain_one_is_looked_up_or_sent_as_the_person_says(rule, lamp, other, clerk, looks_first):
    other.loses("POST /requests.xml")
    report = make_report(lamp)
    send(report)
    other.says("GET /requests.xml", requests_xml())
    _state, forward = send(report)
    other.says("POST /requests.xml", requests_xml({"service_request_id": "13"}))
    before = len(other.posts()), len(other.gets())

    operations.send_again(forward=forward, actor=clerk, looks_first=looks_first)
    state, _forward = send(report)

    looked, sent = len(other.gets()) - before[1], len(other.posts()) - before[0]
    assert (looked > 0, sent) == ((True, 0) if looks_first else (False, 1))
    assert state == (ForwardState.UNCERTAIN if looks_first else ForwardState.SENT)


def test_somebody_who_has_asked_notes_the_number(rule, lamp, other, clerk):
    other.loses("POST /requests.xml")
    report = make_report(lamp)
    _state, forward = send(report)

    operations.note_arrived(forward=forward, number="K-77", actor=clerk)

    assert (forward_of(report).state, forward_of(report).remote_number) == (ForwardState.SENT, "K-77")
    assert Case.objects.get(pk=report.pk).status == "EXTERNAL"
    with pytest.raises(operations.UnableToForward):
        operations.note_arrived(forward=forward, number="K-78", actor=clerk)


def test_what_was_not_sent_can_be_cancelled_and_handed_on_anew(rule, lamp, other, clerk):
    report = make_report(lamp)
    first = forward_of(report)
    operations.cancel_forward(forward=first, actor=clerk)

    assert operations.dispatch_forward(first.pk) is None
    second = operations.forward_case(case=report.case, rule=rule, actor=clerk)

    assert second.pk != first.pk
    with pytest.raises(operations.UnableToForward, match="schon auf einem anderen Weg"):
        operations.send_again(forward=first, actor=clerk)
    operations.dispatch_forward(second.pk)
    with pytest.raises(operations.UnableToForward, match="nicht mehr abbrechen"):
        operations.cancel_forward(forward=second, actor=clerk)


# Our key


def test_our_key_lies_sealed_and_is_read_with_older_secrets(partner, settings, rule, lamp, other):
    assert "unser-schluessel" not in partner.sealed_secret
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 50

    assert send(make_report(lamp))[0] == ForwardState.SENT
    assert other.posts()[0].fields["api_key"] == "unser-schluessel"


def test_a_key_that_cannot_be_read_any_more_is_said(rule, settings, lamp, other):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, []

    state, forward = send(make_report(lamp))

    assert state == ForwardState.FAILED
    assert "tragen Sie ihn neu ein" in forward.last_error
    assert other.asked == []


def test_a_key_from_the_environment(rule, partner, lamp, other, monkeypatch, chief):
    partner.secret_variable = "OPEN311_KREIS"
    operations.save_partner(partner=partner, secret="", actor=chief)
    assert send(make_report(lamp))[1].last_error == "Die Umgebungsvariable OPEN311_KREIS ist nicht gesetzt."

    monkeypatch.setenv("OPEN311_KREIS", "aus-der-umgebung")
    assert send(make_report(lamp))[0] == ForwardState.SENT
    assert other.posts()[0].fields["api_key"] == "aus-der-umgebung"


def test_other_variables_of_the_environment_stay_out_of_reach(rule, partner, lamp, other):
    partner.secret_variable = "PATH"
    partner.save()

    assert send(make_report(lamp))[0] == ForwardState.FAILED
    assert other.asked == []


def test_the_log_never_holds_the_key(partner, chief):
    operations.save_partner(partner=partner, secret="ganz-geheim", actor=chief)

    assert "ganz-geheim" not in str(list(Entry.objects.values()))
    assert unseal(partner.sealed_secret) == "ganz-geheim"


def test_a_seal_cannot_be_forged():
    with pytest.raises(Unreadable):
        unseal(seal("x")[:-4] + "AAAA")


def test_no_message_leaves_before_the_report_has(rule, lamp, clerk, other):
    report = make_report(lamp)
    change_status(case=report.case, to="IN_WORK", actor=clerk)

    assert ForwardUpdate.objects.count() == 0
    assert operations.tell_due() == 0
