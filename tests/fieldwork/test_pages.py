# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Orders as people meet them: the clerk at the desk, the firm on its phone, with every right and without."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case, Message
from nahdran.fieldwork import operations
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.links import proof_of
from nahdran.fieldwork.models import Contractor, Crew, Order
from nahdran.fieldwork.operations import Result
from nahdran.kit import clock
from nahdran.notices.models import Delivery
from tests.factories.accounts import client_of, make_admin
from tests.factories.cases import make_person, make_unit
from tests.factories.fieldwork import (
    RIGHTS,
    image,
    make_draft_order,
    make_reported_order,
    make_sent_order,
    picture,
    reloaded,
)
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db


def new_address(case):
    return reverse("fieldwork_staff:new", args=[case.reference])


def page_of(order):
    return reverse("fieldwork_staff:order", args=[order.pk])


def step(client, order, verb, **values):
    sent = {"base": order.changed_at.isoformat(), **values}
    return client.post(reverse("fieldwork_staff:step", args=[order.pk, verb]), sent, follow=True)


def firm_page(order, name="order", **more):
    return reverse(f"fieldwork:{name}", kwargs={"token": order.token, "proof": proof_of(order), **more})


@pytest.fixture
def order(case, clerk, firm):
    return make_sent_order(case, clerk, contractor=firm)


def written(firm, **values):
    day = clock.today() + timedelta(days=5)
    return {"recipient": f"firma-{firm.pk}", "title": "Lampe tauschen", "text": "Mast 2217", "due_date": day, **values}


# At the desk


def test_the_case_offers_the_order_and_then_shows_it(desk, case, clerk, firm):
    address = reverse("desk:case", args=[case.reference])
    assert new_address(case) in desk.get(address).content.decode()
    order = make_reported_order(case, clerk, contractor=firm)
    html = desk.get(address).content.decode()
    assert firm.name in html
    assert page_of(order) in html
    assert "Ansehen und abnehmen" in html
    assert "120,50\u00a0€ netto" in html


def test_the_form_proposes_words_without_the_person_and_fitting_firms_first(desk, case, firm):
    Contractor.objects.create(name="Aaa Garten", email="garten@firma.example", trades="Bäume")
    html = desk.get(new_address(case)).content.decode()
    assert "Die Lampe ist aus." in html
    assert "123456" not in html
    assert "erika@mustermann.example" not in html
    assert html.index("Elektro Licht GmbH (passt)") < html.index("Aaa Garten")


def test_given_out_from_the_form(desk, case, firm):
    response = desk.post(new_address(case), written(firm, do="send"))
    order = Order.objects.get()
    assert response.url == page_of(order)
    assert order.state == OrderState.SENT
    assert Delivery.objects.filter(address=firm.email).count() == 1


def test_kept_as_a_draft_changed_and_given_out(desk, case, firm):
    desk.post(new_address(case), written(firm, do="save"))
    order = Order.objects.get()
    assert order.state == OrderState.DRAFT
    edit = reverse("fieldwork_staff:edit", args=[order.pk])
    assert "Mast 2217" in desk.get(edit).content.decode()
    desk.post(edit, written(firm, title="Lampe prüfen", base=order.changed_at.isoformat()))
    order = reloaded(order)
    assert order.title == "Lampe prüfen"
    step(desk, order, "vergeben")
    assert reloaded(order).state == OrderState.SENT
    assert desk.get(edit).status_code == 302


def test_personal_words_are_held_back_until_somebody_says_yes(desk, case, firm):
    values = written(firm, text="Bei Frau Schmidt klingeln, 02246 998877.", do="send")
    response = desk.post(new_address(case), values)
    assert response.status_code == 422
    assert "nach persönlichen Angaben" in response.content.decode()
    assert not Order.objects.exists()
    desk.post(new_address(case), values | {"personal_ok": "on"})
    assert Order.objects.get().state == OrderState.SENT


@pytest.mark.parametrize(
    "values",
    [{"recipient": "firma-0"}, {"recipient": ""}, {"due_date": "2001-01-01"}, {"due_date": "morgen"}, {"title": ""}],
)
def test_a_wrong_form_comes_back_with_what_was_typed(desk, case, firm, values):
    response = desk.post(new_address(case), written(firm, **values))
    assert response.status_code == 422
    assert "Mast 2217" in response.content.decode()


def test_checked_and_settled_with_the_picture_for_the_person(desk, case, clerk, firm):
    order = make_reported_order(case, clerk, contractor=firm)
    html = desk.get(page_of(order)).content.decode()
    assert "Leuchtmittel getauscht." in html
    photo = order.photos.get()
    step(desk, order, "abnehmen", close="on", public_reason="Die Lampe leuchtet wieder.", show=str(photo.file_id))
    assert reloaded(order).state == OrderState.APPROVED
    assert Case.objects.get(pk=case.pk).status == "DONE"


def test_closing_needs_public_words(desk, case, clerk, firm):
    order = make_reported_order(case, clerk, contractor=firm)
    response = step(desk, order, "abnehmen", close="on", public_reason="")
    assert response.status_code == 422
    assert reloaded(order).state == OrderState.DONE


def test_sent_back_reminded_called_off(desk, case, clerk, firm):
    order = make_reported_order(case, clerk, contractor=firm)
    assert step(desk, order, "zurueckgeben", reason="").status_code == 422
    step(desk, order, "zurueckgeben", reason="Klappe offen")
    step(desk, reloaded(order), "erinnern")
    step(desk, reloaded(order), "neuer-link")
    step(desk, reloaded(order), "link-beenden")
    step(desk, reloaded(order), "zurueckziehen")
    assert reloaded(order).state == OrderState.CANCELLED
    assert "nicht möglich. Der Stand" in step(desk, reloaded(order), "erinnern").content.decode()
    assert Delivery.objects.filter(address=firm.email).count() == 5


def test_whoever_comes_second_is_told_so(desk, case, clerk, firm):
    order = make_reported_order(case, clerk, contractor=firm)
    operations.send_back(order=order, actor=clerk, reason="Noch offen")
    html = step(desk, order, "abnehmen").content.decode()
    assert "Der Stand hat sich wohl geändert" in html
    assert reloaded(order).state == OrderState.SENT


@pytest.mark.parametrize("rights", [("cases.read", "cases.work"), ("cases.read", "fieldwork.order"), ()])
def test_without_the_right_nothing_opens(case, clerk, firm, unit, rights):
    order = make_reported_order(case, clerk, contractor=firm)
    other = client_of(make_person(unit, rights=rights))
    photo = reverse("fieldwork_staff:photo", args=[order.pk, order.photos.get().pk, "thumb"])
    paper = reverse("fieldwork_staff:paper", args=[order.pk])
    for address in (page_of(order), new_address(case), photo, paper):
        assert other.get(address).status_code == 403
    assert step(other, order, "abnehmen").status_code == 403
    assert reloaded(order).state == OrderState.DONE


def test_another_unit_sees_nothing_and_confidential_cases_stay_closed(case, clerk, firm, unit, desk):
    order = make_reported_order(case, clerk, contractor=firm)
    foreign = client_of(make_person(make_unit("Stadtkasse"), rights=RIGHTS))
    lists = [f"{reverse('fieldwork_staff:orders')}?ansicht=abnehmen", reverse("fieldwork_staff:costs")]
    for address in lists:
        assert firm.name in desk.get(address).content.decode()
        assert firm.name not in foreign.get(address).content.decode()
    assert foreign.get(page_of(order)).status_code == 403
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.CONFIDENTIAL)
    for address in lists:
        assert firm.name not in desk.get(address).content.decode()
    assert desk.get(page_of(order)).status_code == 403


def test_lists_and_pages_cost_the_same_with_one_and_with_many(desk, case, clerk, firm, lamp):
    def cost(address):
        desk.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address).status_code == 200
        return len(asked)

    order = make_reported_order(case, clerk, contractor=firm)
    case_page = reverse("desk:case", args=[case.reference])
    addresses = [reverse("fieldwork_staff:orders"), reverse("fieldwork_staff:costs"), page_of(order), case_page]
    before = [cost(address) for address in addresses]
    for _ in range(3):
        make_reported_order(make_report(lamp).case, clerk, contractor=firm)
        make_reported_order(case, clerk)
    assert [cost(address) for address in addresses] == before


@pytest.mark.parametrize("query", ["ab=x", "ab=W2ZhbHNlLFsieCIsImEiXV0", "ansicht=quatsch", "ansicht=fertig&ab=%00"])
def test_odd_addresses_of_the_list_do_no_harm(desk, case, query):
    assert desk.get(f"{reverse('fieldwork_staff:orders')}?{query}", follow=True).status_code == 200


def test_the_list_turns_its_pages(desk, case, clerk, firm, monkeypatch):
    from nahdran.fieldwork.queries import lists

    monkeypatch.setattr(lists, "PER_PAGE", 2)
    for number in range(3):
        make_sent_order(case, clerk, contractor=firm, title=f"Auftrag {number}")
    response = desk.get(reverse("fieldwork_staff:orders"), {"ansicht": "unterwegs"})
    assert "Auftrag 2" not in response.content.decode()
    assert "Auftrag 2" in desk.get(response.context["next"]).content.decode()


def test_costs_by_month_and_as_a_file(desk, case, clerk, firm):
    with time_machine.travel("2026-11-03 10:00+01:00", tick=False):
        make_reported_order(case, clerk, contractor=firm, result=Result("Fertig.", None, 10000, "=1+1"))
    with time_machine.travel("2026-11-30 10:00+01:00", tick=False):
        make_reported_order(case, clerk, contractor=firm, result=Result("Fertig.", None, 2350))
        gone = make_reported_order(case, clerk, contractor=firm, result=Result("Fertig.", None, 99900))
        operations.cancel_order(order=gone, actor=clerk)
    html = desk.get(reverse("fieldwork_staff:costs"), {"jahr": "2026"}).content.decode()
    assert "123,50" in html
    assert "999" not in html
    lines = desk.get(reverse("fieldwork_staff:costs_csv"), {"jahr": "2026"}).getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert ";100.00;'=1+1" in lines[1]
    assert ";23.50;" in lines[2]


# On the phone of the firm


def test_looking_changes_nothing_and_is_kept_nowhere(client, order):
    response = client.get(firm_page(order))
    html = response.content.decode()
    for words in ("Leuchtmittel tauschen", "Mast 2217", "geo:", order.address):
        assert words in html
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert reloaded(order).state == OrderState.SENT
    for name in ("answer", "report", "renew"):
        assert client.get(firm_page(order, name)).status_code == 405


def test_accepted_saved_and_reported_on_the_way(client, order, case):
    client.post(firm_page(order, "answer"), {"do": "accept"})
    values = {"text": "Angefangen", "hours": "1,5", "net_cents": "1.234,50", "cost_note": ""}
    client.post(firm_page(order, "report"), {**values, "do": "save", "before": image(), "after": [image(), image()]})
    order = reloaded(order)
    assert (order.state, order.net_cents, str(order.hours)) == (OrderState.ACCEPTED, 123450, "1.50")
    html = client.get(firm_page(order)).content.decode()
    assert "Angefangen" in html
    assert 'value="1234,50"' in html
    assert not Message.objects.filter(case=case, direction="NOTE").exists()
    client.post(firm_page(order, "report"), {**values, "text": "Fertig", "do": "done"})
    assert reloaded(order).state == OrderState.DONE
    assert Message.objects.get(case=case, direction="NOTE").attachments.count() == 3
    assert "Die Stadt hat" not in client.get(firm_page(order)).content.decode()


def test_a_picture_can_be_taken_back_until_it_is_reported(client, order):
    client.post(firm_page(order, "report"), {"do": "save", "after": image()})
    photo = order.photos.get()
    client.post(firm_page(order, "report"), {"do": f"drop-{photo.pk}"})
    assert not order.photos.exists()


def test_given_photos_are_not_the_firms_to_delete(client, order):
    given = picture(order, Moment.GIVEN)
    client.post(firm_page(order, "report"), {"do": f"drop-{given.pk}"})
    assert order.photos.get() == given


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"do": "done"}, "was Sie gemacht haben"),
        ({"do": "impossible"}, "warum es nicht geht"),
        ({"do": "save", "net_cents": "viel"}, "1.234,50"),
        ({"do": "save", "net_cents": "-5"}, "1.234,50"),
        ({"do": "save", "hours": "nan"}, "2,5"),
        ({"do": "done", "text": "ok", "net_cents": "9" * 19}, "1.234,50"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, order, values, words):
    response = client.post(firm_page(order, "report"), {"cost_note": "bleibt stehen", **values})
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert "bleibt stehen" in html
    assert reloaded(order).state == OrderState.SENT


def test_a_picture_is_kept_even_if_a_sum_is_wrong(client, order):
    client.post(firm_page(order, "report"), {"do": "done", "text": "ok", "net_cents": "viel", "after": image()})
    assert order.photos.count() == 1


def test_declining_needs_a_reason(client, order):
    assert client.post(firm_page(order, "answer"), {"do": "decline", "reason": " "}).status_code == 422
    client.post(firm_page(order, "answer"), {"do": "decline", "reason": "Keine Leute frei."})
    assert reloaded(order).state == OrderState.DECLINED


def test_too_late_is_said_in_words(client, order, clerk):
    operations.cancel_order(order=order, actor=clerk)
    html = client.post(firm_page(order, "answer"), {"do": "accept"}, follow=True).content.decode()
    assert "inzwischen geändert" in html
    assert "zurückgezogen" in html


def test_a_wrong_link_shows_nothing(client, order, case, clerk, firm):
    other = make_sent_order(case, clerk, contractor=firm)
    wrong = reverse("fieldwork:order", kwargs={"token": order.token, "proof": proof_of(other)})
    response = client.get(wrong)
    assert response.status_code == 404
    assert order.title not in response.content.decode()
    draft = make_draft_order(case, clerk, contractor=firm)
    assert client.get(firm_page(draft)).status_code == 404


def test_a_link_that_is_over_says_the_way_on(client, order, firm):
    old = firm_page(order)
    with time_machine.travel(clock.now() + timedelta(days=62), tick=False):
        response = client.get(old)
        assert response.status_code == 410
        assert order.title not in response.content.decode()
        for name in ("answer", "report"):
            assert client.post(firm_page(order, name), {"do": "accept"}).status_code == 410
        for _ in range(2):
            client.post(firm_page(order, "renew"))
        assert Delivery.objects.filter(address=firm.email).count() == 2
        assert client.get(old).status_code == 404
        assert client.get(firm_page(reloaded(order))).status_code == 200


def test_pictures_and_paper_open_with_the_link_alone(client, order):
    photo = picture(order)
    assert client.get(firm_page(order, "photo", pk=photo.pk, variant="thumb")).getvalue()
    assert client.get(firm_page(order, "paper"))["Content-Type"] == "application/pdf"
    wrong = {"token": order.token, "proof": "0" * 40}
    assert (
        client.get(reverse("fieldwork:photo", kwargs={**wrong, "pk": photo.pk, "variant": "thumb"})).status_code == 404
    )
    assert client.get(reverse("fieldwork:paper", kwargs=wrong)).status_code == 404


def test_other_sites_cannot_act_for_the_firm(order):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(firm_page(order, "answer"), {"do": "accept"}).status_code == 403
    assert reloaded(order).state == OrderState.SENT


# Settings


def test_firms_and_crews_are_kept_in_the_settings(unit, clerk):
    admin = client_of(make_admin())
    firm = {"name": "Bau AG", "email": "bau@firma.example", "language": "de", "trades": "Straße", "is_active": "on"}
    admin.post(reverse("fieldwork_staff:contractor_new"), firm)
    assert Contractor.objects.get().trades == "Straße"
    crew = {"name": "Lichttrupp", "unit": unit.pk, "members": [clerk.pk], "is_active": "on"}
    assert admin.post(reverse("fieldwork_staff:crew_new"), crew | {"depot": "Nirgendweg 1"}).status_code == 422
    admin.post(reverse("fieldwork_staff:crew_new"), crew)
    made = Crew.objects.get()
    assert list(made.members.all()) == [clerk]
    admin.post(reverse("fieldwork_staff:crew", args=[made.pk]), crew | {"members": []})
    assert not made.members.exists()
    for name in ("contractors", "crews"):
        assert admin.get(reverse(f"fieldwork_staff:{name}")).status_code == 200
