# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings of the town, as an administrator uses them and as others are kept out."""

from datetime import date

import pytest
from django.urls import reverse

from nahdran.accounts.models import Role
from nahdran.org.models import Closure, Membership, Municipality, Unit
from nahdran.org.queries import text
from tests.factories.accounts import make_admin, make_staff, sign_in
from tests.factories.org import make_member, make_town, make_unit

pytestmark = pytest.mark.django_db
PAGES = ("org:town", "org:colours", "org:units", "org:unit_new", "org:closures", "org:texts")


@pytest.fixture
def admin(client):
    make_town()
    return sign_in(client, make_admin())


@pytest.mark.parametrize("name", PAGES)
def test_an_administrator_opens_every_page(admin, name):
    assert admin.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_clerk_is_refused_on_every_page(client, name):
    make_town()
    clerk = make_staff()
    make_member(clerk, make_unit(), "cases.read", "cases.work")

    assert sign_in(client, clerk).get(reverse(name)).status_code == 403


def test_the_start_of_the_settings_shows_only_what_one_may_open(client):
    make_town()

    page = sign_in(client, make_staff()).get(reverse("org:settings"))

    assert "Hier ist nichts für Sie einzurichten" in page.content.decode()


def test_a_new_name_stands_on_the_pages_at_once(admin):
    values = {"name": "Stadt Neuheim", "short_name": "Neuheim", "reference_prefix": "NEU", "land": "BY"}

    answer = admin.post(reverse("org:town"), values, follow=True)

    assert "Die Angaben sind gespeichert." in answer.content.decode()
    assert "Stadt Neuheim" in answer.content.decode()
    assert Municipality.objects.get().name == "Stadt Neuheim"


def test_a_wrong_prefix_comes_back_with_a_sentence_and_what_was_typed(admin):
    values = {"name": "Stadt Neuheim", "short_name": "Neuheim", "reference_prefix": "n1", "land": "BY"}

    answer = admin.post(reverse("org:town"), values)

    assert answer.status_code == 422
    assert "zwei bis vier große Buchstaben" in answer.content.decode()
    assert "Stadt Neuheim" in answer.content.decode()
    assert Municipality.objects.get().name == "Stadt Lohmar"


def test_a_new_colour_reaches_the_stylesheet_at_once(admin, client):
    admin.post(reverse("org:colours"), {"hue": 30, "chroma": "0.1"})

    assert "--nd-town-hue:30;--nd-town-chroma:0.1" in client.get(reverse("shell:colours")).content.decode()


def test_a_colour_that_would_cost_contrast_is_refused(admin):
    assert admin.post(reverse("org:colours"), {"hue": 30, "chroma": "0.4"}).status_code == 422


def test_a_unit_is_created_and_gets_its_first_person(admin):
    admin.post(reverse("org:unit_new"), {"name": "Bauhof", "short_name": "BH", "is_active": "on"})
    unit = Unit.objects.get(name="Bauhof")
    person, role = make_staff(), Role.objects.get(key="clerk")

    admin.post(reverse("org:member_add", args=[unit.pk]), {"user": person.pk, "role": role.pk})
    assert Membership.objects.filter(unit=unit, user=person, role=role).exists()

    admin.post(reverse("org:member_remove", args=[unit.pk, Membership.objects.get().pk]))
    assert not Membership.objects.exists()


def test_a_unit_may_not_belong_to_one_of_its_own(admin):
    parent = make_unit("Bauhof")
    child = make_unit("Team", parent=parent)

    answer = admin.post(
        reverse("org:unit", args=[parent.pk]),
        {"name": "Bauhof", "short_name": "BH", "parent": child.pk, "is_active": "on"},
    )

    assert answer.status_code == 422
    assert "gehört selbst zu der" in answer.content.decode()


def test_a_membership_of_another_unit_cannot_be_removed_by_its_number(admin):
    unit, other = make_unit(), make_unit()
    membership = make_member(make_staff(), other, "cases.read")

    assert admin.post(reverse("org:member_remove", args=[unit.pk, membership.pk])).status_code == 404


def test_a_closing_day_is_entered_once_and_removed(admin):
    values = {"date": date(2099, 1, 2).isoformat(), "reason": "Inventur"}

    admin.post(reverse("org:closures"), values)
    assert admin.post(reverse("org:closures"), values).status_code == 422

    admin.post(reverse("org:closure_remove", args=[Closure.objects.get().pk]))
    assert not Closure.objects.exists()


def test_an_own_text_is_saved_and_an_unknown_key_is_not_found(admin):
    admin.post(reverse("org:text", args=["org.footer_note"]), {"text": "Rufen Sie uns an.", "english": "Call us."})

    assert text("org.footer_note") == "Rufen Sie uns an."
    assert admin.get(reverse("org:text", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_units_needs_the_same_number_of_queries(admin, django_assert_max_num_queries, count):
    for _ in range(count):
        make_member(make_staff(), make_unit(parent=make_unit()), "cases.read")

    with django_assert_max_num_queries(15):
        admin.get(reverse("org:units"))


def test_an_own_text_stands_on_the_page_it_is_for(admin, client):
    admin.post(
        reverse("org:text", args=["reports.list_lead"]), {"text": "Das ist kaputt, das wird gut.", "english": ""}
    )
    admin.post(reverse("org:text", args=["org.footer_note"]), {"text": "Klingeln Sie einfach.", "english": ""})

    page = client.get(reverse("reports:list")).content.decode()

    assert "Das ist kaputt, das wird gut." in page
    assert "Klingeln Sie einfach." in page
