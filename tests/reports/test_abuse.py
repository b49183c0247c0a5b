# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ways around the form's protection, and what others see of a confidential report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nahdran.audit.models import Entry
from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case
from nahdran.reports.draft_access import COOKIE, token_of
from nahdran.reports.models import ReportDraft
from nahdran.reports.queries.near import reports_near
from tests.factories.accounts import make_admin, sign_in
from tests.factories.files import corners, encoded
from tests.factories.reports import INSIDE, make_draft, make_report


def files(count):
    return [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(count)]


def test_a_body_that_was_not_read_has_shown_no_token(lamp, stored):
    """Too many files stop the reading before the token is found, so another site could have sent them."""
    draft = make_draft(lamp)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[COOKIE] = token_of(draft)

    answer = strict.post("/maengel/neu/pruefen/", {"photos": files(14)}, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert not Case.objects.exists()
    assert ReportDraft.objects.get().case is None


def test_the_session_gets_a_new_key_with_the_access_to_the_case(lamp, stored):
    draft = make_draft(lamp)
    client = Client()
    client.session.save()
    planted = client.session.session_key
    client.cookies[COOKIE] = token_of(draft)

    sent = client.post("/maengel/neu/pruefen/")

    assert "/danke/" in sent.headers["Location"]
    assert client.session.session_key != planted
    assert client.get(sent.headers["Location"]).status_code == 200


def test_a_strangers_mailbox_is_not_flooded_from_many_addresses(lamp, stored):
    answers = []
    for number in range(16):
        client = Client(REMOTE_ADDR=f"203.0.{number}.1")
        client.cookies[COOKIE] = token_of(make_draft(lamp, email="Opfer@nahdran.example"))
        answers.append(client.post("/maengel/neu/pruefen/").status_code)

    assert answers == [302] * 15 + [429]


def test_a_draft_photo_stays_in_no_cache(lamp, stored):
    client = Client()
    client.post("/maengel/neu/foto/", {"photos": [SimpleUploadedFile("a.jpg", encoded(corners()))]})
    photo = ReportDraft.objects.get().photos.get()

    assert client.head(f"/maengel/neu/foto/{photo.pk}/thumb/")["Cache-Control"] == "no-store"


def test_a_confidential_report_is_no_neighbour(lamp, stored):
    shown, hidden = make_report(lamp), make_report(lamp)
    Case.objects.filter(pk=hidden.pk).update(confidentiality=Confidentiality.CONFIDENTIAL)

    found = reports_near(*INSIDE, but=0, limit=5)

    assert [entry.reference for entry in found] == [shown.case.reference]


@pytest.mark.parametrize("page", ["release", "change_kind", "change_place"])
def test_a_page_that_shows_a_report_to_the_desk_counts_as_reading(page, lamp, stored):
    report = make_report(lamp)
    desk = sign_in(Client(), make_admin())

    assert desk.get(reverse(f"reports_staff:{page}", args=[report.case.reference])).status_code == 200

    assert Entry.objects.filter(action="audit.read", object_id=str(report.case.pk)).count() == 1


@pytest.mark.parametrize(
    "address", ["/arbeitsplatz/neu/mangel/?art=%00", "/arbeitsplatz/einstellungen/zustellungen/?vorgang=%00"]
)
def test_signs_that_the_database_refuses_do_no_harm_at_the_desk(address, lamp):
    assert sign_in(Client(), make_admin()).get(address).status_code == 200


@pytest.mark.parametrize("address", ["/maengel/%00/", "/maengel/%00/foto/2f1b1f2e-6f4e-4a53-9d1c-5a7d0a9f3f10/thumb/"])
def test_signs_that_no_reference_has_are_not_found(address, lamp):
    assert Client().get(address).status_code == 404
