# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing into the outbox: in the causing transaction, once, in the reader's language, and nothing but one line in a header."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import TemplateDoesNotExist
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories.notices import delivery

from nahdran.accounts.mailer import Mail, mailers
from nahdran.kit.registry import UnknownKey
from nahdran.notices.addressing import InvalidRecipient, Recipient, checked, checked_headers
from nahdran.notices.channels.base import Outgoing
from nahdran.notices.channels.mail.message import build
from nahdran.notices.enums import State
from nahdran.notices.models import Delivery
from nahdran.notices.operations import send

pytestmark = pytest.mark.django_db


def jobs() -> list[dict]:
    return list(ProcrastinateJob.objects.filter(task_name="nahdran.notices.deliver").values_list("args", flat=True))


def test_a_message_is_rendered_and_queued() -> None:
    row = delivery(text="<b>Achtung & Gruß</b>")
    assert row.state == State.WAITING
    assert row.subject == "Ihr Vorgang LOH-2026-000001-K"
    assert "<b>Achtung & Gruß</b>" in row.text
    assert "\n\n\n" not in row.text
    assert "&lt;b&gt;Achtung &amp; Gruß&lt;/b&gt;" in row.html
    assert jobs() == [{"delivery_id": row.pk}]


def test_text_alone_is_enough() -> None:
    assert delivery(template="tests/plain").html == ""


@pytest.mark.parametrize("template", ["tests/nothing", "tests/broken"])
def test_a_missing_template_is_an_error_and_writes_nothing(template: str) -> None:
    with pytest.raises(TemplateDoesNotExist):
        delivery(template=template)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("template", ["tests/mail/hello", "hello", "../tests/hello", "tests/hello.txt"])
def test_a_template_has_one_way_to_be_named(template: str) -> None:
    with pytest.raises(ValueError, match="names no mail template"):
        delivery(template=template)


def test_the_same_key_is_the_same_message() -> None:
    assert delivery(1).pk == delivery(1, text="anders").pk
    assert delivery(2).pk != delivery(1).pk
    assert len(jobs()) == 2


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_cause_leaves_no_message_and_no_job() -> None:
    with transaction.atomic():
        delivery()
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()
    assert jobs() == []


def test_the_language_of_the_reader_is_spoken() -> None:
    row = send(recipient=Recipient("a@example.org", language="en"), template="tests/hello", context={}, dedup_key="en")
    assert 'lang="en"' in row.html
    other = send(
        recipient=Recipient("a@example.org", language="xx"), template="tests/hello", context={}, dedup_key="xx"
    )
    assert other.subject == "Ihr Vorgang"


def test_an_unknown_channel_is_an_error() -> None:
    with pytest.raises(UnknownKey):
        send(recipient=Recipient("a@example.org"), template="tests/plain", context={}, dedup_key="x", channel="pigeon")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "erika",
        "erika@",
        "@example.org",
        "a@b@c",
        "a@example.org\nBcc: x@example.org",
        "a@example.org, b@example.org",
        "ü@example.org",
        "a b@example.org",
        "a@" + "x" * 300 + ".org",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidRecipient):
        checked(Recipient(address))


def test_a_domain_with_umlauts_is_written_as_the_network_writes_it() -> None:
    assert checked(Recipient(" Erika@Müller.example ")).address == "Erika@xn--mller-kva.example"


@given(name=st.text(max_size=60), subject=st.text(max_size=60), text=st.text(max_size=60))
def test_nothing_that_people_type_becomes_a_header(name: str, subject: str, text: str) -> None:
    from nahdran.kit.text import clean_line

    person = checked(Recipient("erika@example.org", f"{name}\r\nBcc: boss@example.org"))
    message = build(
        Outgoing("<1@x.example>", person.address, person.name, "de", clean_line(f"{subject}\nX-Evil: 1"), text),
        sender_name="Stadt Lohmar",
    )
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0].lower() for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    assert len(names) == len(set(names))
    assert b"bcc" not in names
    assert b"x-evil" not in names


@pytest.mark.parametrize("name", ["Bcc", "to", "Message-ID", "X Evil", "X:", "", "X\n"])
def test_a_caller_cannot_redirect_a_message(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be set"):
        checked_headers({name: "x"})


def test_a_header_has_no_control_signs() -> None:
    with pytest.raises(ValueError, match="control signs"):
        checked_headers({"In-Reply-To": "<a>\r\nBcc: x@example.org"})
    assert checked_headers({"In-Reply-To": "<a@example.org>"}) == {"In-Reply-To": "<a@example.org>"}


def test_each_message_has_an_id_of_its_own_that_proves_itself(settings) -> None:
    first, second = delivery(1).message_id, delivery(2).message_id
    assert first != second
    assert first.endswith("@lohmar.example>")
    token, proof = first[1:].partition("@")[0].split(".")
    assert len(token) == len(proof) == 32


def test_mails_of_the_accounts_go_through_the_outbox_and_are_secret() -> None:
    mailers.get("outbox")(
        Mail("erika@example.org", "Erika", "de", "tests/plain", "accounts:1", {"extra": "Code 123456"})
    )
    row = Delivery.objects.get()
    assert row.is_secret
    assert "123456" in row.text


def test_mails_of_django_go_through_the_outbox(settings) -> None:
    settings.EMAIL_BACKEND = "nahdran.notices.backend.OutboxBackend"
    message = EmailMultiAlternatives("Betreff", "Text", to=["a@example.org", "b@example.org"])
    message.attach_alternative("<p>Text</p>", "text/html")
    assert message.send() == 1
    assert {row.address for row in Delivery.objects.all()} == {"a@example.org", "b@example.org"}
    assert {row.html for row in Delivery.objects.all()} == {"<p>Text</p>"}
    with pytest.raises(ValueError, match="no attachments"):
        mail.EmailMessage("Betreff", "Text", to=["a@example.org"], attachments=[("a.txt", "x", "text/plain")]).send()


def test_the_clock_of_the_house_is_used() -> None:
    from nahdran.kit import clock

    with clock.at(datetime(2025, 3, 1, tzinfo=UTC)):
        assert delivery().created_at == datetime(2025, 3, 1, tzinfo=UTC)
