# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two clerks at one case: each sees the other, an outdated answer is stopped with the draft kept, and sent after reading."""

import re

import pytest
from playwright.sync_api import expect

from nahdran.cases.models import Draft, Message
from tests.journeys.steps import LEAD, LIGHT, report, write
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRST, SECOND = "Wir kommen am Mittwoch.", "Wir waren heute da, die Lampe leuchtet."


def test_two_clerks_do_not_write_past_each_other(town, guest, staff):
    reference, _code = report(guest)
    luca, berta = staff(LIGHT), staff(LEAD)
    here = f"/arbeitsplatz/vorgang/{reference}/"
    luca.goto(here)
    berta.goto(here)
    expect(berta.get_by_text("Luca Lampe hat diesen Vorgang offen.")).to_be_visible()
    check(berta)
    write(berta, FIRST)
    expect(berta.get_by_text("Ihre Antwort ist gesendet.")).to_be_visible()
    luca.get_by_label("Text", exact=True).fill(SECOND)
    with luca.expect_response(lambda answer: answer.request.is_navigation_request()) as stopped:
        luca.get_by_role("button", name="Senden").click()
    assert stopped.value.status == 409
    expect(luca.get_by_text("Seitdem ist passiert:")).to_be_visible()
    expect(luca.get_by_role("main")).to_contain_text(FIRST)
    expect(luca.get_by_label("Text", exact=True)).to_have_value(SECOND)
    check(luca)
    assert Draft.objects.get(case__reference=reference).text == SECOND
    assert _sent(reference) == [FIRST]
    luca.get_by_role("button", name=re.compile("Gelesen, jetzt senden")).click()
    expect(luca.get_by_text("Ihre Antwort ist gesendet.")).to_be_visible()
    assert _sent(reference) == [FIRST, SECOND]
    assert not Draft.objects.exists()
    guest.goto(f"/anliegen/{reference}/")
    expect(guest.get_by_role("main")).to_contain_text(SECOND)


def _sent(reference):
    found = Message.objects.filter(case__reference=reference, direction="OUT").order_by("pk")
    return list(found.values_list("text", flat=True))
