# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secret link, the code, and what a session remembers of them."""

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nahdran.cases import access
from nahdran.cases.models import Access, Case
from nahdran.cases.operations import renew_access
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


def token_of(case):
    return access.link_of(case).rstrip("/").rsplit("/", 1)[-1]


def fresh(case):
    return Case.objects.select_related("access").get(pk=case.pk)


def test_the_code_is_accepted_however_it_is_typed(case):
    code = access.code_of(case)
    for typed in (code, code.lower(), code.replace("-", ""), f" {code[:2]} {code[2:]} "):
        assert access.is_code(case, typed)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_other_text_opens_the_case(case, text):
    assert not access.is_token(case, text)
    assert not access.is_code(case, text)


def test_link_and_code_of_one_case_do_not_open_another(case, unit):
    other = make_case(unit)
    assert not access.is_code(other, access.code_of(case))
    assert not access.is_token(other, token_of(case))


def test_neither_stands_in_the_database(case):
    salt = Access.objects.get(case=case).salt
    assert token_of(case) not in salt
    assert access.code_of(case).replace("-", "") not in salt


def test_a_turned_key_still_opens_what_it_sealed(case):
    token, code = token_of(case), access.code_of(case)
    from django.conf import settings as current

    with override_settings(SECRET_KEY="another" * 9, SECRET_KEY_FALLBACKS=[current.SECRET_KEY]):
        assert access.is_token(case, token)
        assert access.is_code(case, code)
    with override_settings(SECRET_KEY="another" * 9, SECRET_KEY_FALLBACKS=[]):
        assert not access.is_token(case, token)


def test_a_session_forgets_the_case_when_its_salt_is_renewed(case, clerk):
    session: dict = {}
    access.grant(session, case)
    assert access.is_granted(session, case)
    renew_access(case=case, actor=clerk)
    assert not access.is_granted(session, fresh(case))


def test_a_session_holds_twenty_cases_at_most(unit):
    session: dict = {}
    cases = [make_case(unit) for _ in range(21)]
    for one in cases:
        access.grant(session, one)
    assert not access.is_granted(session, cases[0])
    assert access.is_granted(session, cases[-1])
    assert len(session[access.SESSION_KEY]) == 20


def test_a_forged_session_value_opens_nothing(case):
    assert not access.is_granted({access.SESSION_KEY: {case.reference: ""}}, case)
    assert not access.is_granted({}, case)
