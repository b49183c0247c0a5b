# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The limits at the door: a stranger's mailbox is protected, and nobody keeps its owner from reporting."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from nahdran.reports.gate import within_limits
from tests.factories.cases import make_citizen

pytestmark = pytest.mark.django_db


def report(email, caller="203.0.113.7", user=None):
    request = RequestFactory().post("/", REMOTE_ADDR=caller)
    request.user = user or AnonymousUser()
    return within_limits(request, email)


def test_one_caller_cannot_use_up_somebody_elses_mailbox():
    assert [report("opfer@example.org") for _ in range(8)] == [True] * 6 + [False] * 2
    assert report("opfer@example.org", caller="198.51.100.1")


def test_many_callers_together_cannot_flood_a_mailbox():
    sent = [report("opfer@example.org", caller=f"198.51.{number}.1") for number in range(20)]
    assert sent.count(True) == 15


def test_who_is_signed_in_with_the_mailbox_is_not_counted():
    erika = make_citizen()
    for number in range(20):
        report(erika.email, caller=f"198.51.{number}.1")
    assert report(erika.email.upper(), user=erika)
    assert not report(erika.email, caller="198.51.100.2")


def test_without_a_mailbox_only_the_caller_counts():
    assert [report("") for _ in range(21)] == [True] * 20 + [False]
