# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""When something goes wrong: the right status, a clear sentence, and what was typed is still there."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = [pytest.mark.urls("tests.project.views"), pytest.mark.django_db]
OWN = {"HTTP_ORIGIN": "http://testserver"}
TYPED = {"text": "Die Lampe ist aus.\n<b>Seit</b> Montag.", "kind": "lamp", "csrfmiddlewaretoken": "old"}


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def fields_of(response):
    """The hidden fields of the page, as a browser would send them."""
    from html import unescape

    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', response.content.decode())
    return {unescape(name): unescape(value) for name, value in found}


@pytest.mark.parametrize("address", ["/wrong/database/", "/wrong/disk/"])
def test_a_passing_failure_is_a_503_that_says_when_to_try_again(visitor, address):
    response = visitor.get(address)

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "gleich wieder da" in response.content.decode()


def test_a_page_that_takes_the_database_too_long_is_a_503_with_advice(visitor):
    response = visitor.get("/wrong/slow/")

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "Das dauert gerade zu lange" in response.content.decode()
    assert "ein Wort mehr" in response.content.decode()


@pytest.mark.parametrize("address", ["/wrong/database/", "/wrong/disk/", "/wrong/slow/"])
def test_what_was_typed_survives_a_lost_or_slow_database_and_a_full_disk(visitor, address):
    response = visitor.post(address, TYPED, **OWN)

    assert response.status_code == 503
    assert fields_of(response)["text"] == TYPED["text"]
    assert fields_of(response)["kind"] == "lamp"
    assert f'action="{address}"' in response.content.decode()


def test_a_failure_shows_nothing_of_its_cause(visitor):
    for address in ("/wrong/database/", "/wrong/mistake/", "/wrong/refused/"):
        assert "muster.example" not in visitor.get(address).content.decode()


def test_a_mistake_of_ours_is_a_500_with_a_number_to_tell(visitor):
    response = visitor.get("/wrong/mistake/")

    assert response.status_code == 500
    assert response["X-Request-ID"] in response.content.decode()


def test_error_pages_ask_the_database_nothing(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert visitor.get("/wrong/database/").status_code == 503
        assert visitor.get("/wrong/refused/").status_code == 403
        assert visitor.post("/wrong/form/", TYPED, **OWN).status_code == 403


def test_a_form_whose_protection_ran_out_can_be_sent_again_as_it_was(visitor):
    refused = visitor.post("/wrong/form/", TYPED, **OWN)
    sent_again = visitor.post("/wrong/form/", fields_of(refused), **OWN)

    assert refused.status_code == 403
    assert "abgelaufen" in refused.content.decode()
    assert sent_again.status_code == 200
    assert sent_again.content.decode() == TYPED["text"]


def test_markup_that_was_typed_is_shown_as_text(visitor):
    page = visitor.post("/wrong/form/", TYPED, **OWN).content.decode()

    assert "<b>Seit</b>" not in page
    assert "&lt;b&gt;Seit&lt;/b&gt;" in page


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}])
def test_fields_from_somebody_elses_page_are_not_offered_for_sending(visitor, origin):
    response = visitor.post("/wrong/form/", TYPED, **origin)

    assert response.status_code == 403
    assert fields_of(response) == {}


@pytest.mark.parametrize("name", ["password", "new-password1", "code", "user_token"])
def test_secrets_are_never_written_into_a_page(visitor, name):
    page = visitor.post("/wrong/form/", {"text": "Guten Tag", name: "streng geheim"}, **OWN).content.decode()

    assert "streng geheim" not in page


def test_a_postcode_is_no_secret(visitor):
    assert fields_of(visitor.post("/wrong/form/", {"postcode": "53797"}, **OWN))["postcode"] == "53797"


def test_chosen_files_are_asked_for_again(visitor):
    photo = SimpleUploadedFile("lamp.jpg", b"...")

    page = visitor.post("/wrong/form/", {"text": "Die Lampe", "photo": photo}, **OWN).content.decode()

    assert "wählen Sie bitte danach noch einmal aus" in page


def test_too_much_text_is_a_413(client):
    response = client.post("/wrong/form/", {"text": "x" * 1_100_000})

    assert response.status_code == 413
    assert "zu groß" in response.content.decode()


def test_too_large_a_request_is_turned_away_unread(visitor, settings):
    settings.REQUEST_MAX_BYTES = 1000

    response = visitor.post("/wrong/form/", {"text": "x" * 2000}, **OWN)

    assert response.status_code == 413
    assert "zu groß" in response.content.decode()


def test_a_length_that_is_no_number_is_a_400(visitor):
    assert visitor.get("/wrong/form/", CONTENT_LENGTH="many").status_code == 400


def test_an_unknown_address_is_a_404_in_german(visitor):
    response = visitor.get("/gibt-es-nicht/")

    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.content.decode()


def test_a_desk_form_survives_an_expired_sign_in(visitor):
    response = visitor.post("/arbeitsplatz/irgendwo/", TYPED, **OWN)

    assert response.status_code == 403
    assert "Ihre Anmeldung ist abgelaufen" in response.content.decode()
    assert fields_of(response)["text"] == TYPED["text"]


def test_the_headers_of_security_are_on_every_page(visitor):
    for address in ("/gibt-es-nicht/", "/wrong/database/", "/wrong/form/"):
        response = visitor.get(address)

        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "microphone=()" in response["Permissions-Policy"]
