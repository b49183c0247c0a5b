# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Handing out bytes: the right headers, nothing executable, nothing twice."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from nahdran.files.models import StoredFile
from nahdran.files.operations import ingest
from nahdran.files.responses import file_response
from nahdran.files.storage import remove
from tests.factories.files import encoded, pdf, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> StoredFile:
    return ingest(upload=upload(encoded(), "Geheimer Name.png")).file


@pytest.fixture
def document() -> StoredFile:
    return ingest(upload=upload(pdf(), 'Antrag "für" Müller.pdf'), purpose="document").file


def body(response) -> bytes:
    data = b"".join(response)
    response.close()
    return data


def test_an_image_comes_with_headers_that_let_it_do_no_harm(image: StoredFile) -> None:
    response = file_response(image, "thumb", request=RequestFactory().get("/"))
    data = body(response)
    assert response.status_code == 200
    assert data.startswith(b"\xff\xd8\xff")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Length"] == str(len(data))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response["Vary"]
    assert response["Content-Disposition"] == f'inline; filename="bild-{image.pk.hex[:8]}.jpg"'


def test_an_image_may_be_a_download(image: StoredFile) -> None:
    response = file_response(image, "large", inline=False, request=RequestFactory().get("/"))
    body(response)
    assert response["Content-Disposition"].startswith("attachment;")


def test_a_document_is_always_a_download_and_asked_for_each_time(document: StoredFile) -> None:
    response = file_response(document, "document", request=RequestFactory().get("/"))
    assert body(response) == pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Antrag%20f%C3%BCr%20M%C3%BCller.pdf"
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("weak", ["", "W/"])
def test_known_bytes_are_not_sent_again(image: StoredFile, weak: str) -> None:
    etag = file_response(image, "large", request=RequestFactory().head("/"))["ETag"]
    response = file_response(image, "large", request=RequestFactory().get("/", HTTP_IF_NONE_MATCH=f'"x", {weak}{etag}'))
    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == etag


def test_another_rendering_is_not_the_same(image: StoredFile) -> None:
    etag = file_response(image, "large", request=RequestFactory().head("/"))["ETag"]
    response = file_response(image, "thumb", request=RequestFactory().get("/", HTTP_IF_NONE_MATCH=etag))
    body(response)
    assert response.status_code == 200


def test_head_has_the_headers_and_no_body(image: StoredFile) -> None:
    response = file_response(image, "large", request=RequestFactory().head("/"))
    assert response.content == b""
    assert response["Content-Length"] == str(image.size)


@pytest.mark.parametrize("variant", ["document", "original", "../large", ""])
def test_an_unknown_rendering_is_not_found(image: StoredFile, variant: str) -> None:
    with pytest.raises(Http404):
        file_response(image, variant, request=RequestFactory().get("/"))


def test_lost_bytes_are_not_found(image: StoredFile) -> None:
    remove(image.sha256)
    with pytest.raises(Http404):
        file_response(image, "large", request=RequestFactory().get("/"))
