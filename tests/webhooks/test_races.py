# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two workers at once, with real connections: one delivery, one spreading, no deadlock."""

import pytest
import time_machine

from nahdran.webhooks.enums import State
from nahdran.webhooks.models import Dispatch, Event
from nahdran.webhooks.operations import remove_endpoint, resend, send_due, spread
from tests.cases.test_races import together
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


def failures(results):
    return [found for found in results if isinstance(found, Exception)]


def test_four_workers_deliver_each_event_once(made, receiver, lamp):
    for _number in range(6):
        make_report(lamp, public=True)
    numbers = [str(number) for number in Event.objects.values_list("number", flat=True)]
    results = together(*[lambda number=number: spread(number=number) for number in numbers * 2])
    assert not failures(results)
    assert Dispatch.objects.count() == 6
    results = together(*[lambda: send_due(endpoint_id=made.row.pk)] * 4)
    assert not failures(results)
    assert sum(results) == 6
    assert len({got.id for got in receiver.got}) == len(receiver.got) == 6


def test_sending_again_while_it_is_sent_is_one_more_at_most(made, receiver, lamp):
    make_report(lamp, public=True)
    spread(number=str(Event.objects.get().number))
    row = Dispatch.objects.get()
    results = together(
        lambda: send_due(endpoint_id=made.row.pk),
        lambda: resend(dispatch=row, actor=None),
        lambda: resend(dispatch=row, actor=None),
    )
    assert not failures(results)
    send_due(endpoint_id=made.row.pk)
    assert Dispatch.objects.get().state == State.SENT


def test_an_address_may_be_deleted_while_something_goes_there(made, receiver, lamp):
    make_report(lamp, public=True)
    spread(number=str(Event.objects.get().number))
    results = together(
        lambda: send_due(endpoint_id=made.row.pk), lambda: remove_endpoint(endpoint=made.row, actor=None)
    )
    assert not failures(results)
    assert not Dispatch.objects.exists()
