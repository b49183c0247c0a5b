# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hearing of somebody else's report: asked for, confirmed by mail, told at each public step, ended with one click."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from nahdran.accounts.erasers import erasers
from nahdran.cases.operations import change_status, forget_people
from nahdran.notices.models import Delivery
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.models import Follower, ReportDraft
from nahdran.reports.operations import (
    NotPublic,
    confirm_following,
    expire_followers,
    join,
    leave,
    tell_followers,
    withdraw_release,
)
from nahdran.reports.operations.following import TELL
from nahdran.reports.queries.followers import followed
from tests.factories.accounts import client_of, make_citizen
from tests.factories.reports import make_draft, make_report

EMAIL = "erika.mustermann@example.org"
DAY = 86400


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def report(lamp, stored, clock):
    return make_report(lamp, public=True, public_text="Die Lampe ist aus.")


def text_of(response):
    return response.content.decode()


def link_in(text, word):
    return re.search(rf"https?://[^/]+(/maengel/folgen/\S+/{word}/\w+/)", text)[1]


def confirmed(report, email=EMAIL, **fields):
    follower = join(report=report, email=email, **fields)
    confirm_following(follower=follower)
    return follower


def step(report, clerk, to="IN_WORK", text="Wir haben den Auftrag vergeben."):
    """Change the status and do what the worker would do then."""
    before = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    change_status(case=report.case, to=to, actor=clerk, public_text=text)
    jobs = ProcrastinateJob.objects.exclude(pk__in=before).filter(task_name=TELL)
    return [tell_followers(**job.args) for job in jobs]


def mails_to(email=EMAIL, template="reports/follow_step"):
    return list(Delivery.objects.filter(address=email, template=template).order_by("pk"))


def test_from_the_page_over_the_mail_to_the_news(report, clerk):
    page = f"/maengel/{report.case.reference}/"
    assert page + "folgen/" in text_of(Client().get(page))

    asked = Client().post(page + "folgen/", {"email": EMAIL})
    assert EMAIL in text_of(asked)
    link = link_in(Delivery.objects.get().text, "bestaetigen")
    assert "Ja, bitte informieren" in text_of(Client().get(link))
    assert step(report, clerk, "CHECKED", "Angesehen.") == [], "before the click nobody follows"
    assert "auf dem Laufenden" in text_of(Client().post(link))
    step(report, clerk)

    (mail,) = mails_to()
    assert "In Arbeit" in mail.subject
    assert "Wir haben den Auftrag vergeben." in mail.text


def test_one_click_ends_it(report, clerk):
    confirmed(report)
    step(report, clerk)
    (mail,) = mails_to()
    link = link_in(mail.text, "abmelden")
    assert mail.headers["List-Unsubscribe"].strip("<>").endswith(link)
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    assert "Keine Nachrichten mehr?" in text_of(Client().get(link))
    assert Follower.objects.count() == 1, "looking ends nothing"
    machine = Client(enforce_csrf_checks=True)
    assert machine.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert not Follower.objects.exists()
    assert "abgemeldet" in text_of(Client().get(link))
    assert step(report, clerk, "DONE", "Repariert.") == []


def test_a_forged_link_does_nothing(report):
    follower = join(report=report, email=EMAIL)

    for word in ("bestaetigen", "abmelden"):
        Client().post(f"/maengel/folgen/{follower.token}/{word}/{'0' * 40}/")

    assert Follower.objects.get().confirmed_at is None


def test_the_link_of_one_purpose_serves_no_other(report):
    join(report=report, email=EMAIL)
    link = link_in(Delivery.objects.get().text, "bestaetigen")

    assert Client().post(link.replace("bestaetigen", "abmelden")).status_code == 200
    assert Follower.objects.count() == 1


def test_asked_twice_it_is_one_follower_and_few_mails(report):
    for _ in range(6):
        join(report=report, email=EMAIL)
    join(report=report, email=EMAIL.upper())

    assert Follower.objects.count() == 1
    assert Delivery.objects.count() == 3


def test_who_follows_already_cannot_be_told_from_who_does_not(report):
    confirmed(report)
    page = f"/maengel/{report.case.reference}/folgen/"

    known = text_of(Client().post(page, {"email": EMAIL}))
    unknown = text_of(Client().post(page, {"email": "niemand@example.org"}))

    assert known.replace(EMAIL, "X").count("X") == unknown.replace("niemand@example.org", "X").count("X")
    assert "Bitte öffnen Sie den Link darin" in known


def test_what_is_not_public_cannot_be_followed(lamp, stored):
    held = make_report(lamp)

    assert Client().get(f"/maengel/{held.case.reference}/folgen/").status_code == 404
    with pytest.raises(NotPublic):
        join(report=held, email=EMAIL)


def test_a_citizen_with_an_account_follows_at_once(report, clerk):
    citizen = make_citizen()
    client_of(citizen).post(f"/maengel/{report.case.reference}/folgen/", {"email": citizen.email})

    assert Follower.objects.get().account == citizen
    step(report, clerk)
    assert len(mails_to(citizen.email)) == 1
    assert [row["reference"] for row in followed(citizen)] == [report.case.reference]


def test_another_address_than_that_of_the_account_is_asked(report):
    client_of(make_citizen()).post(f"/maengel/{report.case.reference}/folgen/", {"email": EMAIL})

    follower = Follower.objects.get()
    assert (follower.account, follower.confirmed_at) == (None, None)


def test_with_the_account_goes_what_it_followed(report):
    citizen = make_citizen()
    confirmed(report, citizen.email, account=citizen)

    erasers.get("reports")(citizen)

    assert not Follower.objects.exists()


def test_each_step_is_told_once(report, clerk):
    confirmed(report)
    step(report, clerk)
    (job,) = ProcrastinateJob.objects.filter(task_name=TELL)

    tell_followers(**job.args)

    assert len(mails_to()) == 1


def test_everybody_reads_their_own_language(report, clerk):
    confirmed(report, "a@example.org", language="en")
    confirmed(report, "b@example.org", language="de")
    step(report, clerk)

    assert {mail.language for mail in Delivery.objects.filter(template="reports/follow_step")} == {"de", "en"}


def test_a_step_that_the_public_cannot_tell_from_the_last_is_no_news(report, clerk):
    confirmed(report)
    step(report, clerk, "ASKED", "")
    before = len(mails_to())

    step(report, clerk, "IN_WORK", "")
    step(report, clerk, "ASKED", "")

    assert before == 1
    assert [mail.subject.split(":")[0] for mail in mails_to()] == ["Rückfrage", "In Arbeit", "Rückfrage"]


def test_nothing_is_told_once_a_report_is_no_longer_public(report, clerk):
    confirmed(report)
    withdraw_release(report=report, actor=clerk)

    step(report, clerk)

    assert mails_to() == []


def test_unconfirmed_addresses_go_by_themselves(report, clock):
    join(report=report, email="offen@example.org")
    confirmed(report)
    clock.shift(8 * DAY)

    assert expire_followers() == 1
    assert Follower.objects.get().email == EMAIL


def test_with_the_people_of_a_case_its_followers_are_forgotten(report, clerk):
    confirmed(report)
    change_status(case=report.case, to="DONE", actor=clerk, public_text="Repariert.")

    forget_people(case=report.case)

    assert not Follower.objects.exists()


def test_leaving_twice_is_leaving(report):
    follower = confirmed(report)
    leave(token=follower.token)
    leave(token=follower.token)

    assert not Follower.objects.exists()


def test_instead_of_the_own_report_its_draft_is_thrown_away(report, lamp):
    client = Client()
    client.cookies[COOKIE] = token_of(make_draft(lamp, email=EMAIL))
    page = f"/maengel/{report.case.reference}/folgen/?statt=1"

    assert EMAIL in text_of(client.get(page))
    client.post(page, {"email": EMAIL, "statt": "1"})

    assert not ReportDraft.objects.exists()
    assert client.cookies[COOKIE].value == ""
    assert Follower.objects.count() == 1


def test_a_robot_is_thanked_and_nobody_gets_a_mail(report):
    page = Client().post(f"/maengel/{report.case.reference}/folgen/", {"email": EMAIL, "website": "x"})

    assert page.status_code == 200
    assert not Follower.objects.exists()
    assert not Delivery.objects.exists()


def test_one_address_cannot_ask_for_hundreds(report):
    page = f"/maengel/{report.case.reference}/folgen/"
    answers = [Client().post(page, {"email": f"opfer{number}@example.org"}).status_code for number in range(21)]

    assert answers == [200] * 20 + [429]
