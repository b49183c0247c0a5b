# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings: an address is set up, its key is shown once, a test is sent, and what did not arrive is sent again."""

import re

import pytest
from django.urls import reverse

from nahdran.audit.models import Entry
from nahdran.webhooks.enums import State
from nahdran.webhooks.models import Dispatch, Endpoint
from tests.factories.accounts import client_of, make_admin, make_staff
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db
INDEX, NEW = "/arbeitsplatz/einstellungen/webhooks/", "/arbeitsplatz/einstellungen/webhooks/neu/"


@pytest.fixture
def chief(town):
    return client_of(make_admin())


def page(name, pk):
    return reverse(f"webhooks_staff:{name}", kwargs={"pk": pk})


def fields(**more):
    return {
        "name": "Stadt-App",
        "url": "https://hooks.example.org/nahdran?stadt=lohmar",
        "kinds": ["report.closed"],
        "is_active": "on",
        **more,
    }


def test_the_key_is_shown_once_and_kept_sealed(chief, lamp):
    answer = chief.post(NEW, fields(topics=["art:lampe"]))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    (key,) = set(re.findall(r"whsec_[A-Za-z0-9+/=]+", answer.content.decode()))
    row = Endpoint.objects.get()
    assert row.topics == ["art:lampe"]
    assert key not in row.sealed_key
    for address in (INDEX, page("one", row.pk), page("edit", row.pk)):
        assert "whsec_" not in chief.get(address).content.decode()
    assert key not in str(list(Entry.objects.values_list("data", flat=True)))
    assert "Straßenlampe dunkel" in chief.get(page("one", row.pk)).content.decode()


def test_withdrawals_are_always_told(chief, lamp):
    chief.post(NEW, fields())
    assert Endpoint.objects.get().kinds == ["report.withdrawn", "report.closed"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://hooks.example.org/", "beginnt mit https://"),
        ("https://hooks.example.org:8443/", "keinen besonderen Port"),
        ("https://user:pass@hooks.example.org/", "ohne Raute und Zugangsdaten"),
        ("ftp://hooks.example.org/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_addresses_that_nobody_should_name(url, words, chief):
    answer = chief.post(NEW, fields(url=url))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_a_test_says_at_once_whether_it_arrived(chief, made, receiver):
    answer = chief.post(page("test", made.row.pk), follow=True)
    assert "Die Probe ist angekommen. Antwort: 204." in answer.content.decode()
    receiver.status = 500
    answer = chief.post(page("test", made.row.pk), follow=True)
    assert "Die Probe ist nicht angekommen." in answer.content.decode()
    assert "Antwort: 500." in answer.content.decode()


def test_what_did_not_arrive_is_sent_again(chief, made, receiver, report, work):
    work()
    Dispatch.objects.update(state=State.FAILED)
    body = chief.get(page("one", made.row.pk)).content.decode()
    assert report.case.reference in body
    assert "noch einmal senden" in body
    chief.post(page("again", Dispatch.objects.get().pk))
    assert work() == 1
    Dispatch.objects.update(state=State.FAILED)
    chief.post(page("again_failed", made.row.pk))
    assert work() == 1
    assert len({got.id for got in receiver.got}) == 1
    assert Entry.objects.filter(action="webhooks.sent_again").count() == 2


def test_a_new_key_and_the_end_of_the_one_before(chief, made):
    answer = chief.post(page("renew", made.row.pk))
    assert answer.status_code == 200
    assert "gilt daneben noch bis" in answer.content.decode()
    chief.post(page("end_old", made.row.pk))
    assert Endpoint.objects.get().sealed_old_key == ""


def test_switched_on_again_what_waited_leaves(chief, made, receiver, lamp, report, work):
    receiver.status = 410
    work()
    receiver.status = 204
    make_report(lamp, public=True)
    row = Endpoint.objects.get()
    assert "Abgeschaltet, weil nichts mehr ankam" in chief.get(page("one", row.pk)).content.decode()
    chief.post(page("edit", row.pk), fields(url=row.url, kinds=row.kinds))
    make_report(lamp, public=True)
    assert work() == 1
    assert not Endpoint.objects.get().stopped_at


def test_deleted_with_its_list(chief, made, report, work):
    work()
    chief.post(page("remove", made.row.pk))
    assert not Endpoint.objects.exists()
    assert not Dispatch.objects.exists()


def test_nobody_without_the_right_sees_or_changes_anything(made):
    clerk = client_of(make_staff(roles=["clerk"]))
    assert clerk.get(INDEX).status_code == 403
    assert clerk.post(page("remove", made.row.pk)).status_code == 403
    assert client_of(make_staff(rights=["webhooks.manage"])).get(INDEX).status_code == 200


def test_the_list_costs_the_same_however_long_it_is(chief, made, lamp, work, django_assert_max_num_queries):
    for _number in range(8):
        make_report(lamp, public=True)
    work()
    with django_assert_max_num_queries(15):
        chief.get(page("one", made.row.pk))
