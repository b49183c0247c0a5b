# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A crew's day: planned by a dispatcher, carried out with and without a network, exactly once, by the right people."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from nahdran.cases.enums import Direction
from nahdran.cases.models import Case, Message
from nahdran.fieldwork import operations
from nahdran.fieldwork.enums import Moment, OrderState
from nahdran.fieldwork.models import HeldPicture, Order
from nahdran.fieldwork.operations import planning
from nahdran.fieldwork.queries.day import day_of
from nahdran.fieldwork.views.staff.road import me
from nahdran.files.models import StoredFile
from nahdran.files.tasks import discard_expired
from nahdran.kit import clock
from tests.factories.accounts import client_of
from tests.factories.cases import make_person, make_unit
from tests.factories.fieldwork import RIGHTS, image, make_crew, make_sent_order, reloaded

pytestmark = pytest.mark.django_db
CREW_RIGHTS = ("fieldwork.crew",)


@pytest.fixture
def worker(unit):
    return make_person(unit, rights=CREW_RIGHTS, name="Willi Werk")


@pytest.fixture
def crew(unit, worker):
    return make_crew(unit, worker, name="Kolonne 1")


@pytest.fixture
def phone(worker):
    return client_of(worker)


@pytest.fixture
def order(case, clerk, crew):
    order = make_sent_order(case, clerk, crew=crew)
    planning.plan(crew=crew, day=clock.today(), orders=[order.pk], actor=clerk)
    return reloaded(order)


def send(phone, worker, order, *, key=None, files=None, raw=None, **data):
    key, files = key or uuid4(), files or {}
    body = {"order": order.pk, "to": "done", "text": "Getauscht.", "by": me(worker), "files": [str(k) for k in files]}
    body |= data | (raw or {})
    uploads = {f"file-{name}": upload for name, upload in files.items() if upload is not None}
    return phone.post(
        reverse("fieldwork_staff:road_send"),
        {"data": json.dumps(body), **uploads},
        headers={"Idempotency-Key": str(key)},
    )


def change(client, crew, day=None, **values):
    sent = {"crew": crew.pk, "day": str(day or clock.today()), **values}
    return client.post(reverse("fieldwork_staff:planning_change"), sent, follow=True)


def planned(crew, day=None):
    rows = Order.objects.filter(crew=crew, planned_for=day or clock.today()).order_by("position")
    return list(rows.values_list("pk", flat=True))


# Planning


def test_a_day_is_filled_put_in_order_and_thinned_out(desk, case, clerk, crew):
    first, second, third = (make_sent_order(case, clerk, crew=crew, title=f"Auftrag {n}").pk for n in range(3))
    change(desk, crew, do="add", orders=[first, second, third, 999])
    assert planned(crew) == [first, second, third]
    change(desk, crew, do=f"down-{first}")
    assert planned(crew) == [second, first, third]
    change(desk, crew, do=f"up-{third}")
    assert planned(crew) == [second, third, first]
    change(desk, crew, do=f"up-{second}")
    change(desk, crew, do=f"out-{third}")
    assert planned(crew) == [second, first]
    tomorrow = clock.today() + timedelta(days=1)
    change(desk, crew, tomorrow, do="add", orders=[third])
    assert planned(crew, tomorrow) == [third]


def test_the_day_is_put_in_the_order_of_the_way(desk, case, clerk, crew):
    crew.lon, crew.lat = 7.2, 50.84
    crew.save()
    orders = [make_sent_order(case, clerk, crew=crew) for _ in range(3)]
    for order, lon in zip(orders, (7.23, 7.21, 7.22), strict=True):
        Order.objects.filter(pk=order.pk).update(lon=lon, lat=50.84)
    change(desk, crew, do="add", orders=[order.pk for order in orders])
    html = change(desk, crew, do="route").content.decode()
    assert planned(crew) == [orders[1].pk, orders[2].pk, orders[0].pk]
    assert "2,1 km" in html


@pytest.mark.parametrize(
    "values", [{"do": "up-x"}, {"do": ""}, {"do": "add", "orders": ["x", "-1", "9" * 30]}, {"day": "²"}]
)
def test_nonsense_changes_nothing(desk, crew, order, values):
    assert change(desk, crew, **values).status_code == 200
    assert planned(crew) == [order.pk]


def test_only_whoever_orders_in_the_unit_plans_its_crews(crew, order, phone):
    foreign = client_of(make_person(make_unit("Stadtkasse"), rights=RIGHTS))
    for client in (foreign, phone):
        assert change(client, crew, do=f"out-{order.pk}").status_code == 403
    assert planned(crew) == [order.pk]


# On the way


def test_the_day_has_everything_and_nothing_of_the_person(phone, order, crew):
    found = phone.get(reverse("fieldwork_staff:day")).json()
    (entry,) = found["orders"]
    assert (entry["id"], entry["open"], entry["text"]) == (order.pk, True, "Mast 2217, Leiter nötig.")
    assert found["crews"] == [crew.name]
    assert "Mustermann" not in json.dumps(found)


def test_what_was_left_lying_comes_again_the_next_day(order):
    assert day_of([order.crew], clock.today() + timedelta(days=2)) == [order]
    assert day_of([order.crew], clock.today() - timedelta(days=1)) == []


def test_nobody_outside_the_crew_sees_or_reports_it(order, unit, clerk):
    other = make_person(unit, rights=CREW_RIGHTS)
    client = client_of(other)
    assert client.get(reverse("fieldwork_staff:day")).json()["orders"] == []
    assert client.get(reverse("fieldwork_staff:stop", args=[order.pk])).status_code == 404
    assert send(client, other, order).status_code == 404
    assert reloaded(order).state == OrderState.SENT
    assert client_of(make_person(unit, rights=("cases.read",))).get(reverse("fieldwork_staff:day")).status_code == 403


def test_the_kept_page_says_the_same_to_everybody(phone, order, worker):
    html = phone.get(reverse("fieldwork:road")).content.decode()
    assert worker.name not in html
    assert order.title not in html


def test_reported_with_pictures_exactly_once(phone, worker, order, case):
    key, before, after = uuid4(), uuid4(), uuid4()
    about = {"key": key, "before": [str(before)], "after": [str(after)]}
    first = send(phone, worker, order, files={before: image(), after: image()}, **about)
    again = send(phone, worker, order, files={before: image(), after: image()}, **about)
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["is_new"], again.json()["is_new"]) == (True, False)
    assert reloaded(order).state == OrderState.DONE
    note = Message.objects.get(case=case, direction=Direction.NOTE)
    assert (note.author, note.attachments.count()) == (worker, 2)
    assert {photo.moment for photo in order.photos.all()} == {Moment.BEFORE, Moment.AFTER}
    assert StoredFile.objects.filter(keep_until=None).count() == 2
    assert not HeldPicture.objects.exists()


def test_large_pictures_come_one_by_one_and_missing_ones_are_asked_for(phone, worker, order):
    key, name = uuid4(), uuid4()
    missing = send(phone, worker, order, key=key, files={name: None})
    assert (missing.status_code, missing.json()) == (409, {"missing": [str(name)]})
    for _ in range(2):
        answer = phone.post(
            reverse("fieldwork_staff:road_picture"),
            {"id": str(name), "file": image()},
            headers={"Idempotency-Key": str(key)},
        )
        assert answer.json() == {"taken": True}
    assert send(phone, worker, order, key=key, files={name: None}).status_code == 201
    assert StoredFile.objects.count() == 1


def test_pictures_without_a_report_go_by_themselves(phone, worker, order):
    phone.post(
        reverse("fieldwork_staff:road_picture"),
        {"id": str(uuid4()), "file": image()},
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert HeldPicture.objects.count() == 1
    with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
        discard_expired(0)
    assert not HeldPicture.objects.exists()


def test_somebody_was_quicker_and_nothing_is_lost(phone, worker, order, clerk, case):
    operations.cancel_order(order=order, actor=clerk)
    name, key = uuid4(), uuid4()
    late = send(phone, worker, order, key=key, files={name: image()})
    assert late.status_code == 422
    assert "jemand anderes" in late.json()["problem"]["message"]
    note = send(phone, worker, order, key=uuid4(), files={name: image()}, to="note", text="War schon da.")
    assert note.status_code == 201
    kept = Message.objects.get(case=case, direction=Direction.NOTE)
    assert (kept.text, kept.attachments.count()) == ("War schon da.", 1)
    assert reloaded(order).state == OrderState.CANCELLED


def test_what_one_has_done_is_not_sent_in_the_name_of_the_next(order, unit, worker, crew):
    next_one = make_person(unit, rights=CREW_RIGHTS)
    operations.save_crew(crew=crew, members=[worker, next_one], actor=None)
    answer = send(client_of(next_one), worker, order)
    assert answer.status_code == 403
    assert "problem" in answer.json()
    assert reloaded(order).state == OrderState.SENT


@pytest.mark.parametrize(
    "data",
    [
        {"to": "quatsch"},
        {"files": "x"},
        {"files": ["x"]},
        {"order": "1"},
        {"order": 2**70},
        {"order": True},
        {"by": None},
    ],
)
def test_a_broken_report_is_refused_in_words(phone, worker, order, data):
    answer = send(phone, worker, order, raw=data)
    assert 400 <= answer.status_code < 500
    assert answer.json()["problem"]["message"]


def test_not_possible_needs_a_reason_here_too(phone, worker, order):
    assert send(phone, worker, order, to="impossible", text=" ").status_code == 422
    assert send(phone, worker, order, to="impossible", text="Zugeparkt.").status_code == 201


def test_without_scripts_it_is_a_form(phone, order, case):
    today = phone.get(reverse("fieldwork_staff:today")).content.decode()
    address = reverse("fieldwork_staff:stop", args=[order.pk])
    assert address in today
    assert phone.post(address, {"do": "impossible", "text": ""}).status_code == 422
    phone.post(address, {"do": "checked", "text": "Nichts zu sehen.", "after": image()})
    assert reloaded(order).state == OrderState.CHECKED
    assert Case.objects.get(pk=case.pk).closed_at is None
    html = phone.post(address, {"do": "done", "text": "x"}, follow=True).content.decode()
    assert "jemand anderes" in html
