# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Defect reports as events for other programs: what of them is public at the moment of sending, in the JSON of /api/v1/.

Asked by ``webhooks``, which knows the addresses, the keys and the attempts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.cases.enums import Confidentiality
from nahdran.cases.models import Case, StatusChange
from nahdran.cases.queries.merged import goes_on_in
from nahdran.cases.queries.parts import parts_of
from nahdran.reports.enums import Release
from nahdran.reports.models import CategoryGroup, Report
from nahdran.reports.news import GROUP, KIND, topic
from nahdran.reports.operations import events
from nahdran.reports.outward import as_json
from nahdran.reports.queries.interface import RequestData, requests_by_reference
from nahdran.reports.workflow import WORKFLOW
from nahdran.webhooks.slots import EventKind, EventSource


class ReportEvents(EventSource):
    key = events.SOURCE
    label = _("Mängel")
    kinds = (
        EventKind(events.RELEASED, _("Eine Meldung wird öffentlich")),
        EventKind(events.CHANGED, _("Der öffentliche Text, ein Foto, die Art oder der Ort ändert sich")),
        EventKind(events.WITHDRAWN, _("Eine Meldung ist nicht mehr öffentlich"), needed=True),
        EventKind(events.STATUS, _("Neuer Stand")),
        EventKind(events.ANSWERED, _("Öffentliche Antwort der Stadt")),
        EventKind(events.CLOSED, _("Abgeschlossen")),
        EventKind(events.MERGED, _("Mit einer anderen Meldung zusammengeführt")),
        EventKind(events.SEPARATED, _("Wieder getrennt")),
        EventKind(events.PARTS, _("Aufgeteilt, oder ein Teil kommt weiter")),
    )

    def choices(self) -> Sequence[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for group in CategoryGroup.objects.prefetch_related("categories").order_by("position", "id"):
            everything = _("%(group)s: alles") % {"group": group.label}
            found.append((topic(GROUP, group.key), str(everything)))
            kinds = group.categories.all()
            found += [(topic(KIND, each.key), f"{group.label}: {each.label}") for each in kinds]
        return found

    def topics(self, subject: int) -> frozenset[str]:
        row = Report.objects.filter(pk=subject).values_list("category__key", "category__group__key").first()
        return frozenset({topic(KIND, row[0]), topic(GROUP, row[1])}) if row else frozenset()

    def body(self, kind: str, subject: int, key: str) -> Mapping[str, Any] | None:
        """Withdrawn is told of only as long as it is; everything else only as long as it is public."""
        case = Case.objects.filter(pk=subject).first()
        found = requests_by_reference([case.reference], None) if case else []
        if case is None or (kind == events.WITHDRAWN) == bool(found):
            return None
        if not found:
            return {"reference": case.reference}
        return {"report": as_json(found[0]), **_step(found[0], key), **_relations(case, kind)}


def _step(data: RequestData, key: str) -> dict[str, Any]:
    """The step that this is about, in public words."""
    what, _colon, pk = key.partition(":")
    change = StatusChange.objects.filter(pk=pk).first() if what == "step" else None
    if change is None:
        return {}
    return {"step": {"at": change.at, "status": _status(change.end), "text": change.public_text}}


def _relations(case: Case, kind: str) -> dict[str, Any]:
    if kind == events.MERGED:
        return {"merged_into": _public_reference(goes_on_in(case))}
    if kind == events.PARTS:
        return {"parts": _parts(case)}
    return {}


def _public_reference(case: Case | None) -> str | None:
    shown = case is not None and Report.objects.filter(pk=case.pk, release=Release.RELEASED).exists()
    return case.reference if case is not None and shown else None


def _parts(case: Case) -> list[dict[str, Any]]:
    """As the public page of the whole shows them."""
    rows = [link.case for link in parts_of(case)]
    return [
        {"title": row.title, "status": _status(row.status)}
        for row in rows
        if row.confidentiality == Confidentiality.NORMAL
    ]


def _status(key: str) -> dict[str, Any]:
    status = WORKFLOW.status(key)
    return {"key": status.key, "label": str(status.public_label), "is_open": not status.closes}
