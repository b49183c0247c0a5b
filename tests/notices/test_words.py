# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a message did not leave, in the language of the administrator; and mails of the demonstration say theirs."""

import pytest
from django.test import override_settings
from django.utils.translation import override
from tests.factories.accounts import client_of, make_admin
from tests.factories.notices import delivery

from nahdran.notices import texts
from nahdran.notices.checks import check_channels
from nahdran.notices.models import Delivery
from nahdran.notices.texts import in_words


def test_a_stored_reason_is_shown_in_the_language_of_the_reader() -> None:
    stored = f"{texts.OUT_OF_REACH} [Errno 111] Connection refused"

    with override("en"):
        assert in_words(stored) == "The mail server cannot be reached: [Errno 111] Connection refused"
    with override("de"):
        assert in_words(stored) == stored


def test_words_of_a_mail_server_stay_as_they_came() -> None:
    with override("en"):
        assert in_words("550 No such user") == "550 No such user"


def test_every_reason_has_english_words() -> None:
    with override("en"):
        assert [sentence for sentence in texts._SENTENCES if in_words(sentence) == sentence] == []


@override_settings(MAIL_URL="", DEMO=False)
def test_the_health_check_speaks_the_language_of_the_reader() -> None:
    with override("en"):
        assert "MAIL_URL is missing" in str(check_channels().sentence)


@pytest.mark.django_db
def test_the_page_of_a_delivery_marks_a_german_mail() -> None:
    row = delivery()
    Delivery.objects.filter(pk=row.pk).update(last_error=texts.TOO_SLOW, state="retry", language="de")
    client = client_of(make_admin())
    client.cookies["django_language"] = "en"

    page = client.get(f"/arbeitsplatz/einstellungen/zustellungen/{row.pk}/").content.decode()

    assert "The mail server does not answer in time." in page
    assert f'<span lang="de">{row.subject}</span>' in page
