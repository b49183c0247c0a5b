# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Storm, flood, heat, snow: prepared in quiet times, switched on with one click, on every page, over by themselves."""

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from nahdran.audit.models import Entry
from nahdran.reports import kept
from nahdran.reports.enums import Offer
from nahdran.reports.models import Category, Situation
from nahdran.reports.operations import end_situations, seed_categories, seed_situations, switch_off, switch_on
from nahdran.reports.queries.catalogue import catalogue, find_categories
from tests.factories.accounts import client_of, give_role, make_role, make_staff
from tests.factories.reports import make_category, make_group

HOME = "/arbeitsplatz/einstellungen/maengel/lagen/"
HOUR = 3600


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def tree(lighting):
    return make_category("Baum umgestürzt", key="baum", keywords="Sturm, Ast", group=make_group("Grün", position=200))


@pytest.fixture
def storm(lamp, tree):
    situation = Situation.objects.create(
        key="unwetter",
        name="Unwetter",
        name_en="Storm",
        banner="Bleiben Sie zu Hause.",
        banner_en="Stay at home.",
        banner_easy="Gehen Sie nicht raus.",
        numbers="Lebensgefahr: 112",
        offer=Offer.FIRST,
        hours=24,
    )
    situation.categories.set([tree])
    return situation


def staff_with(*rights):
    person = make_staff()
    give_role(person, make_role(rights=list(rights), name="Rolle " + ", ".join(rights)))
    return client_of(person)


def text_of(response):
    return response.content.decode()


def order_of(groups):
    return [[item.key for item in entry.categories] for entry in groups]


def test_prepared_it_changes_nothing(storm):
    assert "Bleiben Sie zu Hause" not in text_of(Client().get("/maengel/"))
    assert order_of(catalogue()) == order_of(catalogue(everything=True))


@pytest.mark.parametrize("page", ["/maengel/", "/maengel/neu/foto/", "/anliegen/"])
def test_switched_on_it_stands_on_every_page(storm, page, clock):
    switch_on(situation=storm, actor=None)

    shown = text_of(Client().get(page))

    assert "Bleiben Sie zu Hause." in shown
    assert "Lebensgefahr: 112" in shown
    assert "Gehen Sie nicht raus." in shown


def test_the_notice_speaks_the_language_of_the_reader(storm, clock):
    switch_on(situation=storm, actor=None)

    shown = text_of(Client(headers={"accept-language": "en"}).get("/maengel/"))

    assert "Stay at home." in shown
    assert "Bleiben Sie zu Hause." not in shown


def test_its_kinds_stand_first_and_each_kind_once(storm, clock):
    switch_on(situation=storm, actor=None)

    groups = catalogue()

    assert groups[0].is_urgent
    assert groups[0].group.label == "Unwetter"
    assert order_of(groups) == [["baum"], ["lampe"]]


def test_only_its_kinds_may_be_reported_if_the_town_says_so(storm, lamp, clock):
    Situation.objects.update(offer=Offer.ONLY)
    switch_on(situation=storm, actor=None)

    assert order_of(catalogue()) == [["baum"]]
    assert find_categories("Straßenlampe") == []
    shown = text_of(Client().get("/maengel/neu/art/"))
    assert "Zurzeit nur Dringendes" in shown
    assert "Straßenlampe dunkel" not in shown


def test_the_desk_takes_in_whatever_it_is_told(storm, lamp, clock):
    Situation.objects.update(offer=Offer.ONLY)
    switch_on(situation=storm, actor=None)

    assert order_of(catalogue(everything=True)) == [["lampe"], ["baum"]]
    assert [item.key for item in find_categories("Straßenlampe", everything=True)] == ["lampe"]


def test_nobody_ever_finds_an_empty_form(storm, clock):
    Situation.objects.update(offer=Offer.ONLY)
    Category.objects.filter(key="baum").update(is_active=False)
    switch_on(situation=storm, actor=None)

    assert order_of(catalogue()) == [["lampe"]]


def test_it_ends_by_itself_and_the_log_says_so(storm, clock):
    switch_on(situation=storm, actor=None, hours=2)
    clock.shift(2 * HOUR + 1)

    assert "Bleiben Sie zu Hause" not in text_of(Client().get("/maengel/"))
    assert (end_situations(), end_situations()) == (1, 0)
    entry = Entry.objects.get(action="reports.situation_off")
    assert entry.actor_label == "Zeitplan"


def test_in_force_it_can_be_made_longer(storm, clock):
    switch_on(situation=storm, actor=None, hours=2)
    clock.shift(HOUR)

    fresh = switch_on(situation=storm, actor=None, hours=5)

    assert (fresh.active_until - fresh.active_since).total_seconds() == 6 * HOUR


def test_two_may_be_in_force_together(storm, lamp, clock):
    flood = Situation.objects.create(key="hochwasser", name="Hochwasser", banner="Keller meiden.", offer=Offer.FIRST)
    flood.categories.set([lamp, Category.objects.get(key="baum")])
    switch_on(situation=storm, actor=None)
    switch_on(situation=flood, actor=None)

    assert sorted(key for entry in catalogue() for key in [item.key for item in entry.categories]) == ["baum", "lampe"]
    shown = text_of(Client().get("/maengel/"))
    assert "Keller meiden." in shown
    assert "Bleiben Sie zu Hause." in shown


def test_a_notice_alone_leaves_the_kinds_as_they_are(storm, clock):
    Situation.objects.update(offer=Offer.ALL)
    switch_on(situation=storm, actor=None)

    assert order_of(catalogue()) == [["lampe"], ["baum"]]


def test_whoever_is_on_duty_switches_with_one_click(storm, clock):
    duty = staff_with("reports.alarm")

    page = duty.post(f"{HOME}{storm.pk}/schalter/", {"an": "1", "stunden": "3"}, follow=True)
    assert "gilt bis 16. November 2026, 12:00 Uhr" in text_of(page)
    assert "Bleiben Sie zu Hause" in text_of(Client().get("/maengel/"))
    duty.post(f"{HOME}{storm.pk}/schalter/", {"an": "0"})
    kept.forget()

    assert "Bleiben Sie zu Hause" not in text_of(Client().get("/maengel/"))
    assert list(
        Entry.objects.filter(action__startswith="reports.situation_").values_list("action", flat=True).order_by("pk")
    ) == [
        "reports.situation_on",
        "reports.situation_off",
    ]


def test_who_only_switches_does_not_rewrite(storm):
    duty = staff_with("reports.alarm")

    assert duty.get(f"{HOME}{storm.pk}/").status_code == 403
    assert "Ändern" not in text_of(duty.get(HOME))


def test_switching_off_twice_is_one_end(storm, clock):
    switch_on(situation=storm, actor=None)
    switch_off(situation=storm, actor=None)
    switch_off(situation=storm, actor=None)

    assert Entry.objects.filter(action="reports.situation_off").count() == 1


def test_four_situations_come_along_with_kinds_that_exist(town):
    seed_categories()

    assert seed_situations() == 4
    assert seed_situations() == 0
    for situation in Situation.objects.all():
        assert situation.categories.count() >= 5, situation.key
        assert situation.banner
        assert situation.banner_en
        assert situation.banner_easy
        assert "112" in situation.numbers


def test_a_town_prepares_its_own(storm, lamp):
    admin = staff_with("reports.manage", "reports.alarm")
    values = {"name": "Bombenfund", "banner": "Bitte meiden Sie das Gebiet.", "hours": 12, "offer": "FIRST"}

    refused = admin.post(HOME + "neu/", values)
    assert "mindestens eine Art" in text_of(refused)
    assert admin.post(HOME + "neu/", values | {"categories": [lamp.pk]}).status_code == 302

    own = Situation.objects.get(name="Bombenfund")
    assert own.key == "bombenfund"
    assert list(own.categories.all()) == [lamp]
    assert admin.get(f"{HOME}{own.pk}/").status_code == 200
