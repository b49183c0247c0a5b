# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The administrator's pages of the outbox and the mailbox of the demonstration."""

import os
import re

import pytest
from django.urls import reverse
from tests.factories.accounts import client_of, make_citizen, make_staff
from tests.factories.notices import delivery

from nahdran.audit.models import Entry
from nahdran.kit import clock
from nahdran.notices.enums import State
from nahdran.notices.models import Attempt, Delivery
from nahdran.notices.operations import dispatch

pytestmark = pytest.mark.django_db

LIST = "/arbeitsplatz/einstellungen/zustellungen/"


@pytest.fixture
def admin():
    return make_staff(rights=["notices.manage"])


@pytest.fixture
def client(admin):
    return client_of(admin)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def failed(number: int = 1, **values: object) -> Delivery:
    row = delivery(number, text="Der Inhalt & mehr")
    Delivery.objects.filter(pk=row.pk).update(state=State.FAILED, last_error="550 No such person", **values)
    Attempt.objects.create(delivery=row, number=1, outcome="refused", phase="answered", detail="550 No such person")
    row.refresh_from_db()
    return row


def test_only_the_right_opens_the_pages() -> None:
    row = failed()
    pages = [LIST, f"{LIST}{row.pk}/"]
    actions = [f"{LIST}{row.pk}/erneut-senden/", f"{LIST}{row.pk}/abbrechen/"]
    for client in (client_of(make_staff()), client_of(make_citizen())):
        assert {client.get(page).status_code for page in pages} <= {302, 403, 404}
        assert {client.post(action).status_code for action in actions} <= {302, 403, 404}
    row.refresh_from_db()
    assert row.state == State.FAILED
    assert {client_of(None).get(page).status_code for page in pages} == {302}


def test_the_list_names_no_person(client) -> None:
    failed()
    page = text_of(client.get(LIST))
    assert "Nachricht" in page
    assert "LOH-2026-000001-K" in page
    assert "nicht zustellbar" in page
    assert "erika" not in page.lower()
    assert "Der Inhalt" not in page
    assert not Entry.objects.filter(action="audit.read").exists()


def test_the_list_is_filtered_and_paged(client) -> None:
    rows = [failed(number) for number in range(52)]
    other = delivery(99)
    assert f"Nachricht {other.pk}" not in text_of(client.get(LIST, {"zustand": "failed"}))
    first = client.get(LIST, {"zustand": "failed", "vorgang": "LOH-2026-000001-K"})
    assert f"Nachricht {rows[-1].pk} " in text_of(first)
    assert f"Nachricht {rows[0].pk} " not in text_of(first)
    cursor = first.context["page"].next
    second = client.get(LIST, {"zustand": "failed", "seite": cursor})
    assert f"Nachricht {rows[0].pk} " in text_of(second)
    assert "Dazu gibt es keine Nachrichten" in text_of(client.get(LIST, {"vorgang": "LOH-2026-999999-X"}))
    assert client.get(LIST, {"seite": "broken"}).status_code == 302
    assert client.get(LIST, {"zustand": "<script>"}).status_code == 200


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries) -> None:
    failed(1)
    client.get(LIST)
    with django_assert_max_num_queries(15) as one:
        client.get(LIST)
    for number in range(2, 8):
        failed(number)
    with django_assert_max_num_queries(15) as many:
        client.get(LIST)
    assert len(one) == len(many)


def test_opening_a_message_shows_it_and_is_in_the_log(client, admin) -> None:
    row = failed()
    page = text_of(client.get(f"{LIST}{row.pk}/"))
    for words in (
        "erika@example.org",
        "Der Inhalt &amp; mehr",
        "550 No such person",
        "endgültig abgelehnt",
        "Erneut senden",
    ):
        assert words in page
    entry = Entry.objects.get(action="audit.read")
    assert (entry.actor_id, entry.object_id) == (admin.pk, str(row.pk))
    assert "erika" not in f"{entry.object_label}{entry.data}"


def test_a_secret_message_is_not_shown(client) -> None:
    row = delivery(text="Code 123456", secret=True)
    page = text_of(client.get(f"{LIST}{row.pk}/"))
    assert "123456" not in page
    assert "hier nicht zu lesen" in page


def test_an_erased_message_says_so(client) -> None:
    row = failed(erased_at=clock.now(), text="", subject="", address="")
    assert "Der Inhalt ist gelöscht" in text_of(client.get(f"{LIST}{row.pk}/"))
    assert not Entry.objects.filter(action="audit.read").exists()


def test_sending_again_and_stopping(client) -> None:
    row = failed()
    assert "wieder im Postausgang" in text_of(client.post(f"{LIST}{row.pk}/erneut-senden/", follow=True))
    assert "wartet bereits" in text_of(client.post(f"{LIST}{row.pk}/erneut-senden/", follow=True))
    assert "abgebrochen" in text_of(client.post(f"{LIST}{row.pk}/abbrechen/", follow=True))
    assert client.get(f"{LIST}{row.pk}/erneut-senden/").status_code == 405
    assert client.post(f"{LIST}999999/erneut-senden/").status_code == 404


def test_an_uncertain_message_warns_of_a_double(client) -> None:
    row = failed()
    Delivery.objects.filter(pk=row.pk).update(state=State.UNCERTAIN)
    assert "doppelt" in text_of(client.get(f"{LIST}{row.pk}/"))


def test_the_settings_lead_there(client) -> None:
    assert reverse("notices_staff:deliveries") == LIST
    assert LIST in client.get("/arbeitsplatz/einstellungen/").content.decode()


def test_the_demonstration_shows_its_mails(settings) -> None:
    settings.DEMO = True
    visitor = client_of(None)
    assert "Noch keine Post" in text_of(visitor.get("/demo/post/"))
    first, second = delivery(1, text="Erste & https://example.org/?a=1&b=2 <b>"), delivery(2)
    assert dispatch(first.pk) == dispatch(second.pk) == State.SENT
    key = first.message_id.strip("<>").partition("@")[0]
    os.utime(settings.DATA_DIR / "mail" / f"{key}.eml", (1, 1))
    page = visitor.get("/demo/post/").content.decode()
    assert page.index(second.message_id.strip("<>").partition("@")[0]) < page.index(key)
    mail = visitor.get(f"/demo/post/{key}/").content.decode()
    assert '<a href="https://example.org/?a=1&amp;b=2"' in mail
    assert "&lt;b&gt;" in mail
    assert visitor.get("/demo/post/nothing/").status_code == 404
    assert visitor.get("/demo/post/..%2F..%2Fsecret_key/").status_code == 404


def test_there_is_no_such_page_without_the_demonstration() -> None:
    for address in ("/demo/post/", "/demo/post/x/"):
        assert client_of(None).get(address).status_code == 404


def test_a_full_disk_in_the_demonstration_is_tried_again(settings, monkeypatch) -> None:
    settings.DEMO = True
    (settings.DATA_DIR / "mail").write_text("in the way")
    row = delivery()
    assert dispatch(row.pk) == State.RETRY
