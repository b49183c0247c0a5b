# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What it takes to send a report: a bounded number of statements, the same for a long text and many answers."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.dateparse import parse_datetime

from nahdran.cases.models import Case
from nahdran.notices.models import Delivery
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.models import ReportDraft
from tests.factories.reports import make_draft

MOST = 50


def sent(category, photos=(), **data):
    """The statements of the last step of the form, all of them: also those that only begin and end something."""
    draft = make_draft(category, **data)
    ReportDraft.objects.filter(pk=draft.pk).update(created_at=parse_datetime("2026-01-01T00:00:00Z"))
    for file in photos:
        draft.photos.create(file=file)
    client = Client()
    client.cookies[COOKIE] = token_of(draft)
    with CaptureQueriesContext(connection) as asked:
        response = client.post("/maengel/neu/pruefen/", {"website": ""})
    assert response["Location"].startswith("/maengel/neu/danke/")
    return [query["sql"] for query in asked]


@pytest.mark.django_db(transaction=True)
def test_sending_a_report_takes_a_bounded_number_of_statements(lamp, photo):
    sent(lamp)
    plain = sent(lamp)
    full = sent(lamp, email="erika@nahdran.example", name="Erika Mustermann", text="Die Lampe ist aus. " * 150)
    pictured = sent(lamp, photos=[photo((n, 1, 1)) for n in range(3)])

    assert len(plain) <= MOST - 8, "\n".join(sql[:90] for sql in plain)
    assert len(full) <= MOST, "\n".join(sql[:90] for sql in full)
    assert len(pictured) <= len(plain) + 12, "\n".join(sql[:90] for sql in pictured)
    assert Case.objects.count() == 4
    assert Delivery.objects.count() == 1
