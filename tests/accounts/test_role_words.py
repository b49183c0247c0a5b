# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our roles speak the reader's language; what a town has worded itself stays as it is, and says that it is German."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils.translation import override

from nahdran.accounts.models import Role
from nahdran.accounts.texts import BUILT_IN_ROLES
from tests.factories.accounts import client_of, make_admin

pytestmark = pytest.mark.django_db


def test_every_built_in_role_has_english_words():
    with override("en"):
        words = {role.key: (role.label, role.description_label) for role in Role.objects.filter(is_built_in=True)}

    assert set(words) == {role.key for role in BUILT_IN_ROLES}
    for name, description in words.values():
        assert (name.language, description.language) == ("en", "en")
    assert words["clerk"][0] == "Case worker"


def test_a_renamed_role_keeps_the_words_of_the_town():
    role = Role.objects.get(key="clerk")
    role.name = "Fachkraft"

    with override("en"):
        assert (role.label, role.label.language) == ("Fachkraft", "de")
        assert role.description_label.language == "en"


def test_the_page_of_roles_is_in_english_but_for_the_town_s_own():
    Role.objects.filter(key="lead").update(name="Chefetage")
    client = client_of(make_admin())
    client.cookies["django_language"] = "en"

    page = client.get("/arbeitsplatz/einstellungen/rollen/").content.decode()

    assert "Case worker" in page
    assert "Sachbearbeitung" not in page
    assert '<span lang="de">Chefetage</span>' in page


def test_saving_a_role_from_an_english_page_leaves_its_german_name():
    client = client_of(make_admin())
    client.cookies["django_language"] = "en"
    address = "/arbeitsplatz/einstellungen/rollen/clerk/"
    form = client.get(address).context["form"]

    client.post(address, {"name": form["name"].value(), "description": form["description"].value(), "keys": []})

    assert Role.objects.get(key="clerk").name == "Sachbearbeitung"


def test_the_old_spelling_of_the_servicecenter_goes_only_where_nobody_has_renamed_it():
    rename = import_module("nahdran.accounts.migrations.0003_servicecenter").rename
    roles = Role.objects.filter(key="service")

    roles.update(name="Service-Center")
    rename(apps, None)
    assert roles.get().name == "Servicecenter"

    roles.update(name="Infotheke")
    rename(apps, None)
    assert roles.get().name == "Infotheke"
