# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two at once, with real connections: the firm and the clerk, two clerks, a phone that sends twice."""

from uuid import uuid4

import pytest

from nahdran.cases.enums import Direction
from nahdran.cases.models import Message
from nahdran.fieldwork import operations
from nahdran.fieldwork.enums import OrderState
from nahdran.fieldwork.models import OrderStep
from nahdran.fieldwork.operations import Result
from nahdran.fieldwork.operations.arriving import hold_picture, settle_from_road
from nahdran.files.models import StoredFile
from tests.cases.test_races import together
from tests.factories.fieldwork import image, make_crew, make_draft_order, make_reported_order, make_sent_order, reloaded

pytestmark = pytest.mark.django_db(transaction=True)


def names(results):
    return sorted(type(result).__name__ for result in results)


def test_done_and_called_off_at_once_is_one_of_both(case, clerk, firm):
    order = make_sent_order(case, clerk, contractor=firm)
    results = together(
        lambda: operations.report(order=order, to=OrderState.DONE, result=Result("Fertig.")),
        lambda: operations.cancel_order(order=order, actor=clerk),
    )
    # Calling off is possible behind a report as well; the other way round nothing was reported.
    assert reloaded(order).state == OrderState.CANCELLED
    assert names(results) in (["Order", "Order"], ["Order", "UnableToChange"])


def test_of_two_decisions_on_the_same_state_one_holds(case, clerk, firm):
    order = make_reported_order(case, clerk, contractor=firm)
    results = together(
        lambda: operations.approve(order=order, actor=clerk, base=order.changed_at),
        lambda: operations.send_back(order=order, actor=clerk, reason="Noch offen.", base=order.changed_at),
    )
    assert names(results) == ["Order", "OutdatedOrder"]


def test_a_double_click_gives_it_out_once(case, clerk, firm):
    order = make_draft_order(case, clerk, contractor=firm)
    results = together(*[lambda: operations.send_order(order=order, actor=clerk)] * 3)
    assert names(results) == ["Order", "UnableToChange", "UnableToChange"]


def test_two_orders_at_once_have_two_numbers(case, clerk, firm):
    orders = together(*[lambda: make_draft_order(case, clerk, contractor=firm)] * 3)
    assert sorted(order.serial for order in orders) == [1, 2, 3]


def test_a_phone_that_sends_twice_at_once_reports_once(case, clerk, unit):
    order = make_sent_order(case, clerk, crew=make_crew(unit, clerk))
    entry, name = uuid4(), uuid4()
    picture = {"user": clerk, "entry": entry, "name": name}
    together(*[lambda: hold_picture(**picture, upload=image())] * 3)
    assert StoredFile.objects.count() == 1
    about = {"user": clerk, "entry": entry, "to": OrderState.DONE, "result": Result("Fertig."), "moments": {}}
    results = together(*[lambda: settle_from_road(order=order, **about)] * 3)
    assert names(results) == ["Order"] * 3
    assert OrderStep.objects.filter(key=entry).count() == 1
    assert Message.objects.filter(case=case, direction=Direction.NOTE).count() == 1
