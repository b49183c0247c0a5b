# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of personal data stand in the log whichever way they take, and a picture does not outlive the right to see it."""

from django.urls import reverse

from nahdran.audit.models import Entry
from nahdran.cases.operations import NewParty, attach
from nahdran.files.operations import ingest
from tests.factories.cases import make_case
from tests.factories.files import encoded, upload


def reads(case):
    return Entry.objects.filter(action="audit.read", object_id=str(case.pk)).count()


def test_the_page_of_the_contact_data_counts_as_reading(desk, unit):
    case = make_case(unit, requester=NewParty(name="Erika Muster", email="erika@nahdran.example"))

    desk.get(reverse("desk:contact", args=[case.reference]))

    assert reads(case) == 1


def test_a_file_that_is_opened_by_its_address_counts_as_reading(desk, case, clerk):
    photo = ingest(upload=upload(encoded())).file
    attach(case=case, file=photo, actor=clerk)

    opened = desk.head(reverse("desk:attachment", args=[case.reference, photo.pk, "thumb"]))

    assert opened.status_code == 200
    assert reads(case) == 1
    assert opened["Cache-Control"] == "private, no-cache"
