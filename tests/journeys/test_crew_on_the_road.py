# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A crew's day in a real browser: the list without a network, done with photos, sent by itself exactly once; and a firm on its phone."""

import pytest
from playwright.sync_api import expect

from nahdran.accounts.models import User
from nahdran.cases.enums import Direction
from nahdran.cases.models import Message
from nahdran.fieldwork import operations
from nahdran.fieldwork.enums import OrderState
from nahdran.fieldwork.links import link_of
from nahdran.fieldwork.models import Contractor, Crew
from nahdran.fieldwork.operations import planning
from nahdran.kit import clock
from nahdran.pwa import plan
from nahdran.reports.models import Category
from tests.factories.fieldwork import make_sent_order, reloaded
from tests.factories.reports import make_report
from tests.journeys.steps import heading, picture, wait_for
from tests.journeys.test_offline import READY, STORED
from tests.journeys.watch import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORKER = "licht@stadt.example"


@pytest.fixture(autouse=True)
def fresh_plan():
    plan.forget()
    yield
    plan.forget()


@pytest.fixture
def case(town):
    return make_report(Category.objects.filter(is_active=True).first()).case


@pytest.fixture
def dispatcher(town):
    return User.objects.get(email="bauhof@stadt.example")


@pytest.fixture
def order(case, dispatcher):
    crew = Crew.objects.get()
    order = make_sent_order(case, dispatcher, crew=crew, title="Leuchtmittel tauschen")
    planning.plan(crew=crew, day=clock.today(), orders=[order.pk], actor=dispatcher)
    return order


@pytest.fixture
def phone(order, staff, windows):
    windows.cut += ["net::ERR_", "422: "]
    window = staff(WORKER, worker=True, width=360, height=740)
    window.goto("/unterwegs/")
    wait_for(window, READY)
    expect(window.get_by_role("link", name="Leuchtmittel tauschen")).to_be_visible()
    return window


def test_done_without_a_network_and_sent_exactly_once_when_it_is_back(phone, order, case):
    check(phone)
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_text("Gerade ohne Netz")).to_be_visible()
    phone.get_by_role("link", name="Leuchtmittel tauschen").click()
    heading_of_stop = phone.get_by_role("heading", level=2, name="Leuchtmittel tauschen")
    expect(heading_of_stop).to_be_focused()
    check(phone)
    phone.get_by_role("button", name="Nicht möglich").click()
    expect(phone.get_by_role("alert")).to_have_text("Bitte schreiben Sie, warum es nicht geht.")
    phone.locator("input[data-moment=before]").set_input_files([picture("#557755")])
    phone.locator("input[data-moment=after]").set_input_files([picture("#775555")])
    expect(phone.locator("[data-taken] img")).to_have_count(2)
    phone.get_by_label("Was haben Sie gemacht oder vorgefunden?").fill("Leuchtmittel getauscht.")
    phone.get_by_role("button", name="Erledigt").click()
    expect(phone.get_by_role("heading", name="Noch nicht angekommen")).to_be_visible()
    check(phone)
    assert reloaded(order).state == OrderState.SENT

    phone.context.set_offline(False)

    expect(phone.get_by_role("heading", name="Noch nicht angekommen")).to_be_hidden()
    expect(phone.locator("[data-rows]")).to_contain_text("erledigt gemeldet")
    assert reloaded(order).state == OrderState.DONE
    note = Message.objects.get(case=case, direction=Direction.NOTE)
    assert (note.text, note.attachments.count()) == ("Leuchtmittel getauscht.", 2)


def test_somebody_was_quicker_and_the_words_become_a_note(phone, order, case, dispatcher):
    phone.context.set_offline(True)
    phone.get_by_role("link", name="Leuchtmittel tauschen").click()
    phone.get_by_label("Was haben Sie gemacht oder vorgefunden?").fill("War schon hell.")
    phone.get_by_role("button", name="Geprüft").click()
    operations.cancel_order(order=order, actor=dispatcher)
    phone.context.set_offline(False)
    queue = phone.locator("[data-queue]:not(a)")
    expect(queue).to_contain_text("jemand anderes")
    check(phone)


def test_signing_out_empties_the_device(phone):
    phone.goto("/arbeitsplatz/")
    phone.locator("summary", has_text="Menü von").click()
    phone.get_by_role("button", name="Abmelden").click()
    phone.goto("/unterwegs/")
    expect(phone.get_by_text("Bitte melden Sie sich an")).to_be_visible()
    wait_for(phone, f"({STORED})().then(found => found.personal.length === 0)")
    assert "Leuchtmittel" not in phone.content()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_firm_answers_on_its_phone(case, dispatcher, windows, live_server, scripts):
    order = make_sent_order(case, dispatcher, contractor=Contractor.objects.first(), title="Lampe tauschen")
    window = windows(width=320, height=700, scripts=scripts)
    window.goto(link_of(order).replace("http://127.0.0.1:8000", live_server.url))
    heading(window, "Lampe tauschen")
    if scripts:
        check(window)
    window.get_by_role("button", name="Auftrag annehmen").click()
    expect(window.get_by_text("Sie haben den Auftrag angenommen.")).to_be_visible()
    window.get_by_label("Fotos nachher").set_input_files([picture("#775555")])
    window.get_by_label("Kosten netto in Euro").fill("1.234,50")
    window.get_by_role("button", name="Zwischendurch speichern").click()
    expect(window.get_by_label("Kosten netto in Euro")).to_have_value("1234,50")
    window.get_by_role("button", name="Erledigt melden").click()
    expect(window.get_by_text("Ihre Meldung ist bei der Stadt")).to_be_visible()
    if scripts:
        check(window)
    assert reloaded(order).net_cents == 123450
