# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages for people, roles and the log: who sees them, what they change, what they cost."""

import csv
import io

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nahdran.accounts.models import Role, User
from nahdran.audit.models import Entry
from nahdran.audit.operations import record
from tests.factories.accounts import client_of, give_role, make_admin, make_role, make_staff

PEOPLE = "/arbeitsplatz/einstellungen/personen/"
ROLES = "/arbeitsplatz/einstellungen/rollen/"
LOG = "/arbeitsplatz/protokoll/"

pytestmark = pytest.mark.django_db


def test_an_administrator_invites_a_person_with_a_role() -> None:
    client = client_of(make_admin())
    role = Role.objects.get(key="clerk")
    answer = client.post(f"{PEOPLE}neu/", {"name": "Neue Kraft", "email": "neu@nahdran.example", "roles": [role.pk]})
    person = User.objects.get(email="neu@nahdran.example")
    assert answer.headers["Location"] == f"{PEOPLE}{person.pk}/"
    assert person.role_grants.get().role == role
    assert mail.outbox[0].to == ["neu@nahdran.example"]
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_taken_address_is_said_at_the_field_and_nothing_typed_is_lost() -> None:
    make_staff(email="da@nahdran.example")
    answer = client_of(make_admin()).post(f"{PEOPLE}neu/", {"name": "Neue Kraft", "email": "da@nahdran.example"})
    assert answer.status_code == 422
    assert "Neue Kraft" in answer.content.decode()


def test_saving_a_person_keeps_roles_that_the_actor_may_not_touch() -> None:
    actor = make_staff(rights=["accounts.read", "accounts.manage"])
    person = make_staff()
    mine = make_role(rights=["accounts.read"])
    give_role(person, mine)
    client = client_of(actor)
    client.post(f"{PEOPLE}{person.pk}/", {"name": "Anders Genannt", "roles": []})
    person.refresh_from_db()
    assert person.name == "Anders Genannt"
    assert not person.role_grants.exists()
    admin = make_admin()
    client.post(f"{PEOPLE}{admin.pk}/", {"name": "Gekapert", "roles": []})
    admin.refresh_from_db()
    assert admin.name != "Gekapert"


def test_who_may_only_read_changes_nothing() -> None:
    person = make_staff(name="Bleibt So")
    client = client_of(make_staff(rights=["accounts.read"]))
    assert client.get(f"{PEOPLE}{person.pk}/").status_code == 200
    client.post(f"{PEOPLE}{person.pk}/", {"name": "Anders", "roles": []})
    assert client.post(f"{PEOPLE}{person.pk}/sperren/").status_code == 403
    assert client.post(f"{ROLES}clerk/", {"name": "Anders"}).status_code == 403
    person.refresh_from_db()
    assert (person.name, person.is_active) == ("Bleibt So", True)


def test_the_list_costs_the_same_for_one_person_and_for_many() -> None:
    client = client_of(make_admin())

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(PEOPLE).status_code == 200
        return len(caught)

    queries()
    one = queries()
    for _ in range(3):
        give_role(make_staff(), make_role(rights=["audit.read"]))
    assert queries() == one
    assert one <= 15


def test_a_search_finds_by_name_and_address() -> None:
    make_staff(name="Mia Muster", email="mia@nahdran.example")
    make_staff(name="Jan Beispiel", email="jan@nahdran.example")
    page = client_of(make_admin()).get(f"{PEOPLE}?q=must").content.decode()
    assert "Mia Muster" in page
    assert "Jan Beispiel" not in page


def test_a_role_is_made_changed_and_removed_with_its_table_of_rights() -> None:
    client = client_of(make_admin())
    client.post(f"{ROLES}neu/", {"name": "Prüfung", "description": "liest mit", "keys": ["audit.read"]})
    role = Role.objects.get(name="Prüfung")
    assert (role.key, role.rights) == ("prufung", ["audit.read"])
    page = client.get(f"{ROLES}{role.key}/").content.decode()
    assert "Das Protokoll lesen und ausführen" in page
    client.post(f"{ROLES}{role.key}/", {"name": "Prüfung", "description": "", "keys": ["accounts.read"]})
    role.refresh_from_db()
    assert role.rights == ["accounts.read"]
    saved = Entry.objects.filter(action="accounts.role_saved").latest("id")
    assert saved.data == {"added": ["accounts.read"], "removed": ["audit.read"]}
    client.post(f"{ROLES}{role.key}/loeschen/")
    assert not Role.objects.filter(pk=role.pk).exists()


def test_ticking_a_right_one_does_not_hold_has_no_effect() -> None:
    client = client_of(make_staff(rights=["accounts.read", "accounts.manage"]))
    client.post(f"{ROLES}neu/", {"name": "Hintertür", "keys": ["audit.read", "accounts.read"]})
    assert Role.objects.get(name="Hintertür").rights == ["accounts.read"]


def test_two_roles_cannot_have_one_name() -> None:
    answer = client_of(make_admin()).post(f"{ROLES}neu/", {"name": "sachbearbeitung"})
    assert answer.status_code == 422


def test_the_log_shows_who_did_what_and_keeps_its_search_when_turning_pages() -> None:
    admin = make_admin(name="Die Chefin")
    client = client_of(admin)
    for _ in range(60):
        record(action="audit.exported", actor=admin)
    page = client.get(f"{LOG}?person=Chefin&aktion=audit.exported").content.decode()
    assert "Die Chefin" in page
    assert "person=Chefin" in page, "the link to the next page keeps the search"
    assert client.get(f"{LOG}?seite=unsinn").status_code == 302
    assert client.get(f"{LOG}?von=gestern").status_code == 422


def test_the_log_costs_the_same_with_one_line_and_with_many() -> None:
    client = client_of(make_admin())

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(LOG)
        return len(caught)

    queries()
    one = queries()
    for _ in range(5):
        record(action="audit.exported", obj=make_staff())
    assert queries() == one


def test_the_export_is_logged_before_its_first_line_and_holds_no_formulas() -> None:
    admin = make_admin(name="=HYPERLINK(1)")
    answer = client_of(admin).post(f"{LOG}export/", {"person": "HYPERLINK"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][0] == "Zeitpunkt"
    assert Entry.objects.filter(action="audit.exported", data__search={"person": "HYPERLINK"}).exists()
    assert all(not cell.startswith("=") for row in rows for cell in row)
    assert any(cell == "'=HYPERLINK(1)" for row in rows for cell in row)


def test_my_account_shows_where_i_am_signed_in() -> None:
    person = make_staff()
    client = client_of(person)
    Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0").force_login(person)
    page = client.get("/arbeitsplatz/mein-konto/").content.decode()
    assert "dieses Gerät" in page
