# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of what goes to other systems: for the worker, for the case page and for the settings."""

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from nahdran.cases.enums import PartyRole
from nahdran.cases.models import Attachment, Party
from nahdran.files.enums import Kind, Variant
from nahdran.files.models import StoredFile
from nahdran.files.storage import open_bytes
from nahdran.kit.sealed import Unreadable, unseal
from nahdran.reports.enums import FORWARD_DUE, ForwardState
from nahdran.reports.forwarding.base import Connection, Outgoing, Photo
from nahdran.reports.models import Forward, ForwardingRule, ForwardUpdate, Partner, PublicPhoto, ReceivedReport, Report
from nahdran.reports.rules import MAX_PHOTOS

# Variables that a settings page may name. Anything else in the environment stays out of its reach.
VARIABLES = "OPEN311_"
_BATCH = 200


class UnusableSecret(Exception):
    """Our key for that system cannot be read; the text says what to do."""


def connection_of(partner: Partner) -> Connection:
    """Where and how, with our key in plain. Raises UnusableSecret."""
    return Connection(partner.url, _secret(partner), partner.jurisdiction_id, partner.media)


def _secret(partner: Partner) -> str:
    if partner.secret_variable:
        found = os.environ.get(partner.secret_variable, "") if partner.secret_variable.startswith(VARIABLES) else ""
        if not found:
            raise UnusableSecret(f"Die Umgebungsvariable {partner.secret_variable} ist nicht gesetzt.")
        return found
    try:
        return unseal(partner.sealed_secret) if partner.sealed_secret else ""
    except Unreadable as error:
        raise UnusableSecret("Der Schlüssel ist nicht mehr lesbar. Bitte tragen Sie ihn neu ein.") from error


def outgoing(forward: Forward) -> Outgoing:
    """The report as it goes out. Its text is the one that was released, else what was reported; the person only where that is wanted."""
    report = Report.objects.select_related("case").get(pk=forward.case_id)
    return Outgoing(
        number=str(forward.number),
        reference=report.case.reference,
        service_code=forward.service_code,
        lon=report.lon,
        lat=report.lat,
        address=report.address,
        text=report.public_text or report.description,
        sent_before_at=forward.created_at,
        attributes=_attributes(forward.attributes, report.answers),
        contact=_contact(forward.case_id) if forward.with_contact else {},
        photos=_photos(report) if forward.partner.media != "none" else (),
    )


def _attributes(wanted: dict[str, Any], answers: dict[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for code, source in wanted.items():
        value = answers.get(source["question"]) if "question" in source else source.get("value")
        given = value if isinstance(value, list) else [value]
        found += [(code, _plain(one)) for one in given if one not in (None, "")]
    return found


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _contact(case_id: int) -> dict[str, str]:
    party = Party.objects.filter(case_id=case_id, role=PartyRole.REQUESTER).first()
    if party is None:
        return {}
    first, _blank, last = party.name.rpartition(" ")
    values = {"first_name": first, "last_name": last, "email": party.email, "phone": party.phone}
    return {name: value for name, value in values.items() if value}


def _photos(report: Report) -> list[Photo]:
    """The photos that the person sent, without what staff added."""
    sent = Attachment.objects.filter(case_id=report.pk, file__kind=Kind.IMAGE, message__isnull=False, for_party=True)
    files = [entry.file for entry in sent.select_related("file").order_by("id")[:MAX_PHOTOS]]
    public = set(PublicPhoto.objects.filter(report=report).values_list("file_id", flat=True))
    return [_photo(report, file, is_public=file.pk in public) for file in files]


def _photo(report: Report, file: StoredFile, *, is_public: bool) -> Photo:
    with open_bytes(file.sha256, Variant.LARGE) as source:
        data = source.read()
    path = reverse("open311:media", kwargs={"reference": report.case.reference, "file_id": file.pk})
    return Photo(f"bild-{file.pk.hex[:8]}.jpg", data, settings.SITE_URL + path if is_public else "")


def rule_of(case_id: int) -> ForwardingRule | None:
    """The rule for the kind of this report."""
    kind = Report.objects.filter(pk=case_id).values("category_id")
    return ForwardingRule.objects.select_related("partner").filter(category_id__in=kind).first()


def came_from(case_id: int, partner: Partner) -> bool:
    """Whether that system has sent us this very report. It must not go back."""
    if partner.api_key_id is None:
        return False
    return ReceivedReport.objects.filter(case_id=case_id, api_key_id=partner.api_key_id).exists()


def followed(partner: Partner, numbers: Sequence[str] | None = None) -> QuerySet[Forward]:
    """What that system has of us: the given ones, or all that were not closed there the last time."""
    rows = Forward.objects.filter(partner=partner, state=ForwardState.SENT).exclude(remote_number="")
    rows = rows.select_related("case", "partner")
    if numbers is not None:
        return rows.filter(remote_number__in=list(numbers))
    return rows.exclude(remote_is_open=False).order_by("id")


def forward_for(api_key_id: int, number: str) -> Forward | None:
    """What a system that pushes with this key speaks of: by its own number, or by our reference."""
    rows = Forward.objects.filter(partner__api_key_id=api_key_id, state=ForwardState.SENT)
    return rows.filter(Q(remote_number=number) | Q(case__reference=number)).select_related("case", "partner").first()


def due_forwards(now: datetime) -> list[int]:
    rows = Forward.objects.filter(state__in=FORWARD_DUE, next_attempt_at__lte=now, partner__is_active=True)
    return list(rows.order_by("next_attempt_at").values_list("pk", flat=True)[:_BATCH])


def due_updates(now: datetime) -> list[int]:
    rows = ForwardUpdate.objects.filter(is_incoming=False, state__in=FORWARD_DUE, next_attempt_at__lte=now)
    active = rows.filter(forward__partner__is_active=True).exclude(forward__remote_number="")
    return list(active.order_by("at", "id").values_list("pk", flat=True)[:_BATCH])


def partners_with_rules() -> QuerySet[Partner]:
    """Every system with the kinds that go there."""
    rules = ForwardingRule.objects.select_related("category").order_by("category__position", "category_id")
    return Partner.objects.prefetch_related(Prefetch("rules", rules))


def partners_in_use() -> list[Partner]:
    return list(Partner.objects.filter(is_active=True))


def troubled() -> QuerySet[Forward]:
    """What waits for somebody, the newest first."""
    rows = Forward.objects.filter(state__in=[ForwardState.FAILED, ForwardState.UNCERTAIN])
    return rows.select_related("partner", "case").order_by("-id")
