# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""„Inhalt melden“: anybody says that something should not be public, a clerk decides, and nobody can empty the map this way."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from nahdran.audit.models import Entry
from nahdran.cases.operations import set_confidential
from nahdran.kit import clock
from nahdran.notices.models import Delivery
from nahdran.reports.enums import ComplaintHides, ComplaintOutcome, Release
from nahdran.reports.models import Complaint, IntakeSettings, PublicPhoto, Report, Tally
from nahdran.reports.operations import (
    MissingAnswer,
    NewComplaint,
    NothingToDecide,
    complain,
    expire_complaints,
    fold_tallies,
    hide_for_good,
    keep_public,
    release,
    withdraw_release,
)
from nahdran.reports.operations.complaining import forget_complaints
from tests.factories.accounts import sign_in
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import INSIDE, make_report

TEXT = "Frau Meier aus Nummer 4 hat die Lampe zerschlagen."


@pytest.fixture
def report(lamp):
    return make_report(lamp, INSIDE, public=True, public_text=TEXT)


@pytest.fixture
def photographed(lamp, photo):
    return make_report(lamp, INSIDE, public=True, public_text=TEXT, files=[photo()])


def address(report):
    return reverse("reports:complaint", args=[report.case.reference])


def page_of(report):
    return reverse("reports:detail", args=[report.case.reference])


def say(client, report, reason="PERSONAL", *, key=None, ip="10.1.1.1", **more):
    given = {"key": str(key or uuid.uuid4()), "reason": reason, **more}
    return client.post(address(report), given, REMOTE_ADDR=ip)


def told(report, reason="PERSONAL", origin="a", *, may_hide=True, **more):
    return complain(
        report=report, new=NewComplaint(key=uuid.uuid4(), reason=reason, origin=origin, **more), may_hide=may_hide
    )


def state(report):
    return Report.objects.get(pk=report.pk).release


def last():
    return Complaint.objects.order_by("-pk").first().pk


def seen(client, photo):
    """The status of a picture, read to its end."""
    answer = client.get(photo)
    b"".join(getattr(answer, "streaming_content", []))
    return answer.status_code


def test_each_public_report_leads_to_a_form_without_javascript_or_account(report, client):
    assert address(report) in client.get(page_of(report)).content.decode()
    page = client.get(address(report))
    assert page.status_code == 200
    assert "Auf einem Foto sind Menschen zu erkennen" in page.content.decode()
    assert page["X-Robots-Tag"].startswith("noindex")
    assert not Complaint.objects.exists()


def test_personal_data_is_hidden_at_once_and_everywhere(report, client):
    answer = say(client, report).content.decode()
    assert "Die Meldung sieht ab jetzt niemand mehr" in answer
    assert report.case.reference in answer
    assert state(report) == Release.PAUSED
    for gone in (page_of(report), address(report)):
        assert client.get(gone).status_code == 404
    assert TEXT not in client.get(reverse("reports:list")).content.decode()
    export = b"".join(client.get(reverse("reports:geojson")).streaming_content).decode()
    assert report.case.reference not in export
    assert report.case.reference not in client.get("/open311/v2/requests.json").content.decode()
    fold_tallies()
    assert not Tally.objects.filter(n__gt=0).exists()


def test_photos_of_a_hidden_report_answer_nobody_and_come_back_as_they_were(photographed, client, clerk):
    shown = PublicPhoto.objects.get(report=photographed)
    photo = reverse("reports:public_photo", args=[photographed.case.reference, shown.file_id, "thumb"])
    assert seen(client, photo) == 200
    say(client, photographed, "PEOPLE")
    assert seen(client, photo) == 404
    keep_public(report=photographed, answer="Niemand ist zu erkennen.", up_to=last(), actor=clerk)
    assert seen(client, photo) == 200
    assert TEXT in client.get(page_of(photographed)).content.decode()


def test_people_in_a_photo_hide_nothing_where_no_photo_is_public(report, client):
    say(client, report, "PEOPLE")
    assert state(report) == Release.RELEASED
    assert Complaint.objects.get().hid is False


@pytest.mark.parametrize("reason", ["INSULT", "WRONG", "ADVERT"])
def test_other_reasons_wait_for_a_clerk_while_the_page_stays(report, client, reason):
    assert "Bis dahin bleibt die Seite, wie sie ist" in say(client, report, reason).content.decode()
    assert client.get(page_of(report)).status_code == 200


@pytest.mark.parametrize(
    "given", [{"reason": ""}, {"reason": "UNSINN"}, {"reason": "OTHER"}, {"key": "x"}, {"email": "x"}]
)
def test_bad_input_is_told_and_nothing_happens(report, client, given):
    answer = client.post(address(report), {"key": str(uuid.uuid4()), "reason": "WRONG", **given})
    assert answer.status_code == 422
    assert not Complaint.objects.exists()


def test_sent_twice_is_once_also_when_the_first_has_hidden_it(report, client):
    key = uuid.uuid4()
    for _ in range(2):
        assert say(client, report, key=key).status_code == 200
    assert Complaint.objects.count() == 1


def test_a_key_of_another_report_opens_nothing(report, lamp, client):
    other = make_report(lamp, INSIDE, public=True, public_text="Anderes.")
    key = uuid.uuid4()
    say(client, report, "WRONG", key=key, text="geheim")
    assert "geheim" not in say(client, other, "WRONG", key=key).content.decode()
    assert Complaint.objects.get(report=other).text == ""


def test_what_is_not_public_cannot_be_complained_about(lamp, client):
    hidden = make_report(lamp, INSIDE)
    assert client.get(address(hidden)).status_code == 404
    assert say(client, hidden).status_code == 404
    assert client.get(reverse("reports:complaint", args=["unsinn"])).status_code == 404


def test_the_town_may_switch_hiding_off(report):
    IntakeSettings.objects.create(complaint_hides=ComplaintHides.NEVER)
    told(report)
    assert state(report) == Release.RELEASED


def test_or_want_several_people_and_one_person_is_not_several(report):
    IntakeSettings.objects.create(complaint_hides=ComplaintHides.SEVERAL, complaint_people=2)
    told(report, "WRONG")
    told(report, "WRONG")
    assert state(report) == Release.RELEASED
    told(report, "INSULT", "b")
    assert state(report) == Release.PAUSED


def test_nobody_can_empty_the_map_from_one_place(lamp, client):
    reports = [make_report(lamp, (INSIDE[0] + n / 1000, INSIDE[1]), public=True, public_text=TEXT) for n in range(8)]
    for number, one in enumerate(reports):
        say(client, one, ip=f"10.1.1.{number // 4}")
    assert Complaint.objects.count() == 8
    assert Report.objects.filter(release=Release.PAUSED).count() == 6


def test_one_address_is_limited_about_one_report_and_about_all(report, client):
    codes = [say(client, report, "WRONG").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]


def test_what_fills_the_trap_is_taken_in_and_hides_nothing(report, client):
    say(client, report, website="x")
    assert Complaint.objects.count() == 1
    assert state(report) == Release.RELEASED


def test_a_report_that_was_looked_at_is_not_hidden_again(report, clerk):
    told(report)
    keep_public(report=report, answer="Das ist niemand Bestimmtes.", up_to=last(), actor=clerk)
    assert state(report) == Release.RELEASED
    told(report, origin="b")
    assert state(report) == Release.RELEASED
    assert Complaint.objects.filter(decided_at=None).count() == 1


def test_a_decision_needs_a_reason_and_is_made_once(report, clerk):
    told(report)
    with pytest.raises(MissingAnswer):
        keep_public(report=report, answer=" ", up_to=last(), actor=clerk)
    hide_for_good(report=report, answer="Name entfernt.", up_to=last(), actor=clerk)
    assert state(report) == Release.WITHDRAWN
    with pytest.raises(NothingToDecide):
        keep_public(report=report, answer="Doch.", up_to=last(), actor=clerk)
    assert state(report) == Release.WITHDRAWN


def test_what_came_after_the_clerk_has_looked_stays_open(report, clerk):
    first = told(report, "WRONG").pk
    told(report, "INSULT", "b")
    keep_public(report=report, answer="Stimmt.", up_to=first, actor=clerk)
    assert Complaint.objects.get(decided_at=None).reason == "INSULT"


def test_releasing_a_redacted_text_is_a_decision_too(report, clerk):
    told(report, email="erika@example.org")
    release(report=report, public_text="[…] hat die Lampe zerschlagen.", photos=[], actor=clerk)
    complaint = Complaint.objects.get()
    assert (complaint.outcome, complaint.email) == (ComplaintOutcome.CHANGED, "")
    assert state(report) == Release.RELEASED


def test_taking_it_back_otherwise_ends_the_matter(report, clerk):
    told(report, "WRONG")
    withdraw_release(report=report, actor=clerk)
    assert Complaint.objects.get().outcome == ComplaintOutcome.HIDDEN


def test_a_hidden_report_that_becomes_confidential_never_comes_back(report, clerk):
    told(report)
    until = last()
    set_confidential(case=report.case, confidential=True, actor=clerk, reason="Es geht um ein Kind.")
    assert state(report) == Release.WITHDRAWN
    with pytest.raises(NothingToDecide):
        keep_public(report=report, answer="Doch.", up_to=until, actor=clerk)


def test_who_left_an_address_hears_that_it_came_and_what_was_decided(report, client, clerk):
    say(client, report, "WRONG", email="erika@example.org", text="Die Lampe brennt. Mein Name ist Erika.")
    receipt = Delivery.objects.get(template="reports/complaint_received")
    assert "Erika" not in receipt.text
    keep_public(report=report, answer="Wir waren dort.", up_to=last(), actor=clerk)
    answer = Delivery.objects.get(template="reports/complaint_answer")
    assert "Die Meldung bleibt öffentlich" in answer.text
    assert "Wir waren dort." in answer.text
    assert Complaint.objects.get().email == ""


def test_nobody_is_written_to_without_an_address(report, client, clerk):
    say(client, report, "WRONG")
    hide_for_good(report=report, answer="Stimmt.", up_to=last(), actor=clerk)
    assert not Delivery.objects.filter(template__startswith="reports/complaint").exists()
    assert not mail.outbox


def test_one_mailbox_gets_few_letters_and_the_complaint_is_taken_all_the_same(lamp, client):
    for number in range(6):
        one = make_report(lamp, (INSIDE[0] + number / 1000, INSIDE[1]), public=True)
        say(client, one, "WRONG", email="opfer@example.org", ip=f"10.2.{number}.1")
    assert Complaint.objects.count() == 6
    assert Delivery.objects.filter(template="reports/complaint_received").count() == 4


def test_words_and_origin_go_some_weeks_after_the_decision_and_the_outcome_stays(report, clerk):
    told(report, text="Mein Name ist Erika.", origin="abc")
    keep_public(report=report, answer="Niemand.", up_to=last(), actor=clerk)
    assert expire_complaints() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert expire_complaints() == 1
        assert expire_complaints() == 0
    left = Complaint.objects.get()
    assert (left.text, left.origin, left.answer, left.outcome) == ("", "", "", ComplaintOutcome.KEPT)


def test_with_the_people_of_a_case_go_the_words_of_those_who_complained(report):
    told(report, "WRONG", text="Erika", email="erika@example.org")
    forget_complaints(report.case)
    assert Complaint.objects.get().text == Complaint.objects.get().email == ""


def test_each_step_is_in_the_log_without_words(report, clerk):
    told(report, text="Geheimes Wort")
    keep_public(report=report, answer="Anderes Wort", up_to=last(), actor=clerk)
    entries = list(Entry.objects.filter(action__startswith="reports.").order_by("id"))
    steps = [entry.action for entry in entries]
    for action in ("complained", "paused", "complaint_decided", "shown_again"):
        assert f"reports.{action}" in steps
    assert "Wort" not in str([entry.data for entry in entries])


def test_the_desk_sees_it_in_the_inbox_on_the_case_and_in_a_list_of_its_own(report, clerk, client):
    say(client, report, text="Da steht mein Name.")
    desk = sign_in(Client(), clerk)
    inbox = desk.get(reverse("desk:inbox")).content.decode()
    assert "Beanstandet und vorläufig nicht öffentlich" in inbox
    assert "beanstandet, verborgen" in inbox
    case = desk.get(reverse("desk:case", args=[report.case.reference])).content.decode()
    assert "Da steht mein Name." in case
    assert "Wieder öffentlich zeigen" in case
    assert "vorläufig verborgen" in desk.get(reverse("reports_staff:complaints")).content.decode()


def test_what_is_hidden_stands_first(lamp, clerk, client):
    old = make_report(lamp, INSIDE, public=True)
    new = make_report(lamp, (INSIDE[0] + 0.001, INSIDE[1]), public=True)
    say(client, old, "WRONG")
    say(client, new, "PERSONAL")
    page = sign_in(Client(), clerk).get(reverse("reports_staff:complaints")).content.decode()
    assert page.index(new.case.reference) < page.index(old.case.reference)


def decide(desk, report, do, answer="Geprüft.", until=None):
    address = reverse("reports_staff:complaint", args=[report.case.reference])
    return desk.post(address, {"do": do, "answer": answer, "until": last() if until is None else until}, follow=True)


def test_a_clerk_decides_with_one_form(report, clerk, client):
    say(client, report)
    desk = sign_in(Client(), clerk)
    assert decide(desk, report, "lassen", answer="").status_code == 422
    assert "Entschieden. Die Meldung ist öffentlich." in decide(desk, report, "lassen").content.decode()
    assert "Darüber ist schon entschieden" in decide(desk, report, "verbergen").content.decode()
    assert state(report) == Release.RELEASED


@pytest.mark.parametrize("given", [{"do": "unsinn"}, {"until": "x"}, {"until": "9" * 40}, {"until": "-1"}, {}])
def test_bad_decisions_change_nothing(report, clerk, client, given):
    say(client, report)
    desk = sign_in(Client(), clerk)
    address = reverse("reports_staff:complaint", args=[report.case.reference])
    values = {"do": "lassen", "answer": "x", "until": str(last()), **given} if given else {}
    assert desk.post(address, values).status_code in {200, 422}
    assert state(report) == Release.PAUSED


def test_only_who_may_release_decides_and_only_in_their_unit(report, client, unit):
    say(client, report)
    elsewhere = make_unit("Bauhof", "BH")
    rights = ("cases.read", "cases.work", "reports.release")
    stranger = sign_in(Client(), make_person(elsewhere, rights=rights))
    reader = sign_in(Client(), make_person(unit, rights=("cases.read", "cases.work")))
    for desk in (stranger, reader):
        assert decide(desk, report, "lassen").status_code == 403
    assert report.case.reference not in stranger.get(reverse("reports_staff:complaints")).content.decode()
    assert (
        "Wieder öffentlich zeigen"
        not in reader.get(reverse("desk:case", args=[report.case.reference])).content.decode()
    )
    assert state(report) == Release.PAUSED


def test_who_redacts_reads_what_was_said(report, clerk, client):
    say(client, report, text="Da steht mein Name.")
    page = sign_in(Client(), clerk).get(reverse("reports_staff:release", args=[report.case.reference]))
    assert "Da steht mein Name." in page.content.decode()
