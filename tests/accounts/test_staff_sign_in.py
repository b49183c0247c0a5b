# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Staff: password, then the second factor; nothing else opens before that, and no password opens a citizen's account."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from nahdran.accounts.demo import NotADemo, demo_people, ensure_person
from nahdran.accounts.links import password_link
from nahdran.accounts.models import Session, User
from nahdran.audit.models import Entry
from nahdran.kit.clock import now
from tests.factories.accounts import PASSWORD, make_admin, make_citizen, make_staff, make_user, sign_in

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN = "/arbeitsplatz/anmelden/"
SECOND = "/arbeitsplatz/anmelden/zweiter-faktor/"
DESK = "/arbeitsplatz/mein-konto/"

pytestmark = pytest.mark.django_db


def code(offset: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(now().timestamp()) // 30 + offset))


def with_app(person: User) -> User:
    TOTP.activate(person, SECRET)
    return person


def first_step(client: Client, person: User, password: str = PASSWORD, **extra: str):
    return client.post(SIGN_IN, {"login": person.email, "password": password, **extra})


def test_password_and_code_open_the_desk() -> None:
    person, client = with_app(make_staff()), Client()
    step = first_step(client, person)
    assert step.headers["Location"] == SECOND
    assert client.get(DESK).status_code == 302, "the password alone opens nothing"
    done = client.post(SECOND, {"code": code()})
    assert done.status_code == 302, done.content.decode()
    assert done.headers["Location"] == "/arbeitsplatz/"
    assert client.get(DESK).status_code == 200
    entry = Entry.objects.get(action="accounts.signed_in")
    assert entry.data["methods"] == ["password", "mfa"]


def test_the_way_leads_back_to_the_page_that_was_asked_for() -> None:
    person, client = with_app(make_staff()), Client()
    asked = client.get("/arbeitsplatz/protokoll/?aktion=x")
    assert asked.headers["Location"] == f"{SIGN_IN}?next=/arbeitsplatz/protokoll/%3Faktion%3Dx"
    page = client.get(asked.headers["Location"]).content.decode()
    assert 'name="next"' in page
    first_step(client, person, next="/arbeitsplatz/mein-konto/")
    assert client.post(SECOND, {"code": code()}).headers["Location"] == "/arbeitsplatz/mein-konto/"


def test_the_way_never_leads_to_another_site() -> None:
    person, client = with_app(make_staff()), Client()
    first_step(client, person, next="https://evil.example/")
    assert client.post(SECOND, {"code": code()}).headers["Location"] == "/arbeitsplatz/"


def test_a_wrong_password_a_wrong_address_and_a_citizens_address_look_the_same() -> None:
    citizen = make_user(kind="citizen", password=PASSWORD)
    unknown = User(email="niemand@nahdran.example")
    pages = set()
    for person, password in [(make_staff(), "falsch"), (unknown, PASSWORD), (citizen, PASSWORD)]:
        answer = first_step(Client(), person, password)
        assert answer.status_code == 422
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
        pages.add(text.replace(person.email, ""))
    assert len(pages) == 1
    assert not Session.objects.filter(user_id__isnull=False).exists()


def test_a_locked_person_does_not_get_in() -> None:
    person = with_app(make_staff())
    User.objects.filter(pk=person.pk).update(is_active=False)
    client = Client()
    first_step(client, person)
    assert client.get(DESK).status_code == 302


def test_a_code_works_once() -> None:
    person = with_app(make_staff())
    first, second = Client(), Client()
    first_step(first, person), first_step(second, person)
    same = code()
    assert first.post(SECOND, {"code": same}).status_code == 302
    for spelling in (same, f"{same[:3]} {same[3:]}"):
        assert second.post(SECOND, {"code": spelling}).status_code == 422


def test_a_wrong_code_is_refused_and_logged() -> None:
    person, client = with_app(make_staff()), Client()
    first_step(client, person)
    wrong = "000000" if code() != "000000" else "111111"
    assert client.post(SECOND, {"code": wrong}).status_code == 422
    assert client.get(DESK).status_code == 302
    assert Entry.objects.filter(action="accounts.sign_in_failed", object_id=str(person.pk)).count() == 1


def test_guessing_codes_ends_after_ten_tries() -> None:
    person, client = with_app(make_staff()), Client()
    first_step(client, person)
    wrong = "000000" if code() != "000000" else "111111"
    answers = [client.post(SECOND, {"code": wrong}).status_code for _ in range(11)]
    assert answers[-1] == 429
    assert client.post(SECOND, {"code": code()}).status_code == 429, "even the right one has to wait now"


def test_guessing_passwords_ends_after_ten_tries() -> None:
    person, client = make_staff(), Client()
    answers = [first_step(client, person, f"falsch {number}").status_code for number in range(11)]
    assert answers[-1] == 429
    assert first_step(client, person).status_code == 429


def test_a_recovery_code_works_once() -> None:
    person = with_app(make_staff())
    codes = RecoveryCodes.activate(person).get_unused_codes()
    for expected in (302, 422):
        client = Client()
        first_step(client, person)
        assert client.post(SECOND, {"code": codes[0]}).status_code == expected


def test_the_secret_of_the_app_is_not_readable_in_the_database() -> None:
    person = with_app(make_staff())
    assert SECRET not in Authenticator.objects.get(user=person).data["secret"]


def test_staff_without_a_second_factor_are_led_to_set_one_up_before_anything_opens() -> None:
    person, client = make_admin(), Client()
    assert first_step(client, person).headers["Location"] == "/arbeitsplatz/"
    for address in (DESK, "/arbeitsplatz/einstellungen/personen/", "/arbeitsplatz/protokoll/", "/redaktion/"):
        assert client.get(address).headers["Location"].startswith("/arbeitsplatz/mein-konto/zweiter-faktor/")
    assert client.post("/arbeitsplatz/einstellungen/rollen/neu/", {"name": "x"}).status_code == 302
    assert client.get("/arbeitsplatz/mein-konto/zweiter-faktor/").status_code == 200
    page = client.get("/arbeitsplatz/mein-konto/zweiter-faktor/app/").content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in page
    set_up = client.post(
        "/arbeitsplatz/mein-konto/zweiter-faktor/app/",
        {"code": format_hotp_value(hotp_value(secret, int(now().timestamp()) // 30))},
    )
    assert set_up.status_code == 302, set_up.content.decode()


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_app_opens_the_desk_and_gives_recovery_codes() -> None:
    person, client = make_staff(), Client()
    first_step(client, person)
    client.get("/arbeitsplatz/mein-konto/zweiter-faktor/app/")
    typed = format_hotp_value(hotp_value(client.session["mfa.totp.secret"], int(now().timestamp()) // 30))
    done = client.post("/arbeitsplatz/mein-konto/zweiter-faktor/app/", {"code": typed})
    assert done.headers["Location"] == "/arbeitsplatz/mein-konto/zweiter-faktor/notfallcodes/"
    assert client.get(done.headers["Location"]).status_code == 200
    assert client.get(DESK).status_code == 200
    assert Entry.objects.filter(action="accounts.second_factor_changed", object_id=str(person.pk)).exists()


def test_the_only_second_factor_cannot_be_removed() -> None:
    person = with_app(make_staff())
    client = Client()
    first_step(client, person)
    client.post(SECOND, {"code": code()})
    client.post("/arbeitsplatz/mein-konto/zweiter-faktor/app/entfernen/")
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    assert client.get("/arbeitsplatz/mein-konto/zweiter-faktor/app/entfernen/").status_code == 200


def test_citizens_do_not_enter_the_desk() -> None:
    client = sign_in(Client(), make_citizen())
    for address in (DESK, "/arbeitsplatz/", "/arbeitsplatz/gibt-es-nicht/", "/arbeitsplatz/protokoll/", "/redaktion/"):
        assert client.get(address).status_code == 403
    assert client.get(SIGN_IN).status_code == 403


def test_guests_are_led_to_the_sign_in_even_where_nothing_is() -> None:
    for address in (DESK, "/arbeitsplatz/gibt-es-nicht/", "/redaktion/pages/"):
        assert Client().get(address).headers["Location"].startswith(SIGN_IN)


def test_a_part_of_a_page_leads_its_whole_window_to_the_sign_in() -> None:
    answer = Client().get(DESK, HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/arbeitsplatz/protokoll/")
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == f"{SIGN_IN}?next=/arbeitsplatz/protokoll/"
    foreign = Client().get(DESK, HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://evil.example/")
    assert "evil" not in foreign.headers["HX-Redirect"]


def test_a_session_of_staff_ends_after_an_hour_without_use() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), tick=False) as clock:
        client = sign_in(Client(), make_staff())
        clock.shift(timedelta(minutes=59))
        assert client.get(DESK).status_code == 200
        clock.shift(timedelta(minutes=59))
        assert client.get(DESK).status_code == 200
        clock.shift(timedelta(minutes=61))
        assert client.get(DESK).status_code == 302


def test_a_session_ends_after_twelve_hours_however_busy() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), tick=False) as clock:
        client = sign_in(Client(), make_staff())
        for _ in range(24):
            assert client.get(DESK).status_code == 200
            clock.shift(timedelta(minutes=30))
        clock.shift(timedelta(minutes=1))
        assert client.get(DESK).status_code == 302


def test_signing_in_gives_the_session_a_new_key() -> None:
    person, client = with_app(make_staff()), Client()
    first_step(client, person)
    before = client.session.session_key
    client.post(SECOND, {"code": code()})
    assert client.session.session_key != before


def test_signing_out_everywhere_ends_every_session() -> None:
    person = make_staff()
    here, there = sign_in(Client(), person), sign_in(Client(), person)
    here.post("/arbeitsplatz/mein-konto/ueberall-abmelden/")
    assert here.get(DESK).status_code == 302
    assert there.get(DESK).status_code == 302


def test_a_forgotten_password_sends_a_link_to_staff_only_and_says_the_same_to_all() -> None:
    staff, citizen = make_staff(), make_citizen()
    answers = set()
    for address in (staff.email, citizen.email, "niemand@nahdran.example"):
        client = Client()
        client.post("/arbeitsplatz/anmelden/passwort-vergessen/", {"email": address})
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", client.get(SIGN_IN).content.decode())
        answers.add(page)
    assert len(answers) == 1
    assert [each.to for each in mail.outbox] == [[staff.email]]


def test_the_link_sets_a_password_once() -> None:
    person = make_staff(password=PASSWORD)
    link = password_link(person).split("8000")[-1].split("127.0.0.1")[-1]
    client = Client()
    form = client.get(link)
    assert form.status_code == 302, "the token leaves the address at once"
    assert client.get(form.headers["Location"]).status_code == 200
    weak = client.post(form.headers["Location"], {"password": "kurz", "again": "kurz"})
    assert weak.status_code == 422
    new = "ein ganz neues Passwort 7"
    assert client.post(form.headers["Location"], {"password": new, "again": new}).headers["Location"] == SIGN_IN
    person.refresh_from_db()
    assert person.check_password(new)
    assert "gilt nicht mehr" in Client().get(link, follow=True).content.decode()


def test_a_new_password_ends_all_other_sessions() -> None:
    person = with_app(make_staff())
    there = sign_in(Client(), person)
    here = Client()
    first_step(here, person)
    here.post(SECOND, {"code": code()})
    new = "ein ganz neues Passwort 7"
    answer = here.post("/arbeitsplatz/mein-konto/passwort/", {"password": new, "again": new})
    assert answer.headers["Location"] == DESK
    assert here.get(DESK).status_code == 200
    assert there.get(DESK).status_code == 302


def test_an_old_sign_in_is_asked_again_before_the_password_changes() -> None:
    person = with_app(make_staff())
    client = Client()
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), tick=False) as clock:
        first_step(client, person)
        client.post(SECOND, {"code": code()})
        clock.shift(timedelta(minutes=30))
        answer = client.get("/arbeitsplatz/mein-konto/passwort/")
        assert answer.headers["Location"].startswith("/arbeitsplatz/mein-konto/bestaetigen/")
        asked = client.get(answer.headers["Location"], follow=True)
        assert asked.status_code == 200


def test_demo_people_are_shown_with_their_code_in_the_demonstration_alone(settings: Settings) -> None:
    with pytest.raises(NotADemo):
        ensure_person(email="anna@demo.example", name="Anna Demo", roles=["clerk"], totp_secret=SECRET)
    settings.DEMO = True
    person = ensure_person(email="anna@demo.example", name="Anna Demo", roles=["clerk"], totp_secret=SECRET)
    assert ensure_person(email="anna@demo.example", name="Anna Demo", roles=["clerk"], totp_secret=SECRET) == person
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), tick=False):
        shown = code()
        page = Client().get(SIGN_IN).content.decode()
        assert shown in page
        assert "anna@demo.example" in page
        for _ in range(2):
            client = Client()
            assert (
                client.post(SIGN_IN, {"login": "anna@demo.example", "password": demo_people()[0].password}).status_code
                == 302
            )
            assert client.post(SECOND, {"code": shown}).status_code == 302, (
                "many people use the code that the page shows"
            )
    settings.DEMO = False
    assert demo_people() == []
    assert "anna@demo.example" not in Client().get(SIGN_IN).content.decode()
