# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys for other programs: shown once, kept as a hash, good for their purpose and their time only."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.models import ApiKey
from nahdran.accounts.operations.api_keys import check_api_key, create_api_key, revoke_api_key
from nahdran.accounts.scopes import ApiScope, api_scopes
from nahdran.audit.models import Entry
from nahdran.kit.registry import UnknownKey
from tests.factories.accounts import client_of, make_admin, make_staff

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, 34, tzinfo=UTC)


@pytest.fixture(autouse=True)
def scopes(monkeypatch):
    monkeypatch.setattr(api_scopes, "_items", {name: ApiScope(name, f"Zweck {name}") for name in ("read", "write")})


def make_key(**fields):
    return create_api_key(**{"actor": None, "name": "Kreis", "scopes": ["read"], **fields})


def test_a_key_opens_what_it_was_made_for():
    made = make_key()

    assert check_api_key(made.plain, "read") == made.row
    assert check_api_key(made.plain, "write") is None


def test_the_database_holds_nothing_from_which_the_key_could_be_made():
    made = make_key()

    row = ApiKey.objects.filter(pk=made.row.pk).values().get()

    assert made.plain.rpartition("_")[2] not in str(row)
    assert made.plain not in str(list(Entry.objects.values()))


def test_two_keys_of_one_name_are_two_keys():
    one, two = make_key(), make_key()

    assert check_api_key(one.plain, "read") == one.row
    assert check_api_key(two.plain, "read") == two.row


@pytest.mark.parametrize("change", [lambda key: key[:-1], lambda key: key + "0", lambda key: key.upper(), lambda key: "",
                                    lambda key: key[:-40] + "0" * 40, lambda key: "nahdran_00000000_" + key[-40:], lambda key: "\0"])  # fmt: skip
def test_anything_else_is_no_key(change):
    assert check_api_key(change(make_key().plain), "read") is None


def test_blanks_around_a_key_do_no_harm():
    made = make_key()

    assert check_api_key(f" {made.plain}\n", "read") == made.row


def test_a_revoked_key_is_no_key():
    made = make_key()

    revoke_api_key(actor=None, key=made.row)
    revoke_api_key(actor=None, key=made.row)

    assert check_api_key(made.plain, "read") is None
    assert Entry.objects.filter(action="accounts.api_key_revoked").count() == 1


def test_a_key_ends_at_its_day():
    with time_machine.travel(NOON, tick=False):
        made = make_key(expires_at=NOON + timedelta(hours=1))
        assert check_api_key(made.plain, "read") == made.row
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        assert check_api_key(made.plain, "read") is None


def test_the_use_is_noted_to_the_hour():
    with time_machine.travel(NOON, tick=False) as clock:
        made = make_key()
        check_api_key(made.plain, "read")
        first = ApiKey.objects.get(pk=made.row.pk).last_used_at
        clock.move_to(NOON + timedelta(minutes=20))
        check_api_key(made.plain, "read")

        assert first == NOON.replace(minute=0)
        assert ApiKey.objects.get(pk=made.row.pk).last_used_at == first

        clock.move_to(NOON + timedelta(hours=2))
        check_api_key(made.plain, "read")
        assert ApiKey.objects.get(pk=made.row.pk).last_used_at == first + timedelta(hours=2)


def test_a_scope_that_nobody_has_declared_is_a_mistake():
    with pytest.raises(UnknownKey):
        make_key(scopes=["raed"])
    with pytest.raises(UnknownKey):
        check_api_key(make_key().plain, "raed")


@pytest.mark.parametrize("fields", [{"name": "  "}, {"scopes": []}, {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)}])
def test_a_key_without_name_purpose_or_time_is_not_made(fields):
    with pytest.raises(UnableToChange):
        make_key(**fields)
    assert not ApiKey.objects.exists()


def test_the_log_says_who_has_given_it_out():
    admin = make_admin(name="Adele Admin")

    made = make_key(actor=admin)

    entry = Entry.objects.get(action="accounts.api_key_created")
    assert (entry.actor_id, entry.object_label) == (admin.pk, f"Kreis ({made.row.prefix})")


# The settings page


def test_the_page_shows_a_new_key_once_and_never_again():
    client = client_of(make_admin())
    form = {"name": "Melde-App des Kreises", "scopes": ["read", "write"], "rate_per_minute": "30", "expires": ""}

    made = client.post(reverse("accounts_staff:api_key_new"), form)

    plain = re.search(r"nahdran_[0-9a-f]{8}_[0-9a-f]{40}", made.content.decode())[0]
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    assert check_api_key(plain, "write").rate_per_minute == 30
    page = client.get(reverse("accounts_staff:api_keys")).content.decode()
    assert "Melde-App des Kreises" in page
    assert plain[:16] in page
    assert plain not in page


def test_the_page_revokes_a_key():
    made = make_key()
    client = client_of(make_admin())

    client.post(reverse("accounts_staff:api_key_revoke", args=[made.row.pk]))

    assert check_api_key(made.plain, "read") is None
    assert "zurückgezogen" in client.get(reverse("accounts_staff:api_keys")).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 81), ("scopes", "everything"), ("scopes", ""), ("rate_per_minute", "0"), ("rate_per_minute", "10001"),
     ("rate_per_minute", "viel"), ("rate_per_minute", "9" * 30), ("expires", "31.02.2030"), ("expires", "2020-01-01"), ("name", "\0")],
)  # fmt: skip
def test_a_form_with_a_mistake_makes_no_key(field, value):
    form = {"name": "Kreis", "scopes": ["read"], "rate_per_minute": "30", "expires": "", field: value}

    response = client_of(make_admin()).post(reverse("accounts_staff:api_key_new"), form)

    assert response.status_code == 422
    assert not ApiKey.objects.exists()


def test_a_role_with_the_right_may_give_out_keys_and_nobody_else():
    assert (
        client_of(make_staff(rights=["accounts.api_keys"])).get(reverse("accounts_staff:api_keys")).status_code == 200
    )
    assert client_of(make_staff(rights=["accounts.manage"])).get(reverse("accounts_staff:api_keys")).status_code == 403


def test_the_list_takes_as_many_queries_for_three_keys_as_for_one(django_assert_max_num_queries):
    client = client_of(make_admin())
    make_key()
    with django_assert_max_num_queries(12) as one:
        client.get(reverse("accounts_staff:api_keys"))
    make_key(), make_key()
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(reverse("accounts_staff:api_keys"))


# The console


def test_the_console_prints_a_key_and_nothing_else(capsys):
    call_command(
        "apikey", "create", "--scope", "read", "--scope", "write", "--name", "FixMyStreet", "--expires", "2099-12-31"
    )

    plain = capsys.readouterr().out.strip()

    row = check_api_key(plain, "write")
    assert (row.name, row.scopes, row.expires_at.year) == ("FixMyStreet", ["read", "write"], 2099)


def test_the_console_lists_and_revokes(capsys):
    made = make_key(name="Kreis")

    call_command("apikey", "list")
    assert "Kreis" in capsys.readouterr().out
    call_command("apikey", "revoke", made.row.prefix)
    call_command("apikey", "list")

    assert "revoked" in capsys.readouterr().out
    assert check_api_key(made.plain, "read") is None


@pytest.mark.parametrize(
    "arguments",
    [["create", "--scope", "all", "--name", "x"], ["create", "--scope", "read", "--name", "x", "--rate", "0"],
     ["create", "--scope", "read", "--name", "x", "--expires", "bald"], ["create", "--scope", "read", "--name", " "], ["revoke", "00000000"]],
)  # fmt: skip
def test_the_console_says_what_is_wrong(arguments):
    with pytest.raises(CommandError):
        call_command("apikey", *arguments)
