# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the audit log calls the steps of a case."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import (
    ActionType,
    ObjectType,
    object_types,
    of_choices,
    register_actions,
    register_details,
    value_words,
)
from nahdran.cases.enums import Again, Channel, DeadlineKind, HintOrigin, HintSort, LinkKind, Told
from nahdran.cases.kinds import kinds
from nahdran.cases.models import AftercareSettings
from nahdran.kit.language import HOUSE, Worded

register_actions(
    ActionType("cases.opened", _("Vorgang eröffnet"), {"kind": "case_kind", "channel": "channel", "unit": "unit"}),
    ActionType("cases.status", _("Status geändert"), {"from": "case_status", "to": "case_status"}),
    ActionType("cases.answered", _("Antwort gesendet")),
    ActionType("cases.noted", _("Notiz geschrieben")),
    ActionType("cases.received", _("Nachricht erhalten")),
    ActionType("cases.assigned", _("Person zugewiesen"), {"assignee": "person"}),
    ActionType("cases.handed_over", _("Vorgang weitergegeben"), {"from": "unit", "to": "unit"}),
    ActionType("cases.confidential", _("Als vertraulich gekennzeichnet")),
    ActionType("cases.confidential_lifted", _("Vertraulichkeit aufgehoben")),
    ActionType("cases.attached", _("Datei angehängt")),
    ActionType("cases.shown", _("Datei der Person gezeigt")),
    ActionType("cases.linked", _("Vorgänge verbunden"), {"kind": "case_link"}),
    ActionType("cases.merged", _("Mit einem anderen Vorgang zusammengeführt"), {}),
    ActionType("cases.joined", _("Anderen Vorgang aufgenommen"), {}),
    ActionType("cases.separated", _("Zusammengeführte Vorgänge getrennt"), {}),
    ActionType("cases.follow_up", _("Wiedervorlage gesetzt"), {"date": "day"}),
    ActionType("cases.forgotten", _("Personendaten gelöscht")),
    ActionType("cases.access_renewed", _("Zugang erneuert")),
    ActionType("cases.template", _("Antwortbaustein geändert"), {"title": "town"}),
    ActionType("cases.split", _("In Teile aufgeteilt")),
    ActionType("cases.filter_shared", _("Filter mit einer Einheit geteilt"), {"title": "town", "unit": "unit"}),
    ActionType("cases.escalated", _("Frist läuft ab"), {"deadline": "deadline"}),
    ActionType("cases.escalation_step", _("Warnung vor Fristende geändert"), {"told": "told"}),
    ActionType("cases.contact_changed", _("Kontaktdaten geändert")),
    ActionType("cases.settled_answered", _("Frage nach dem Abschluss beantwortet")),
    ActionType("cases.asked_again", _("Um erneute Prüfung gebeten"), {"reason": "again"}),
    ActionType("cases.asked_again_refused", _("Erneute Prüfung abgelehnt")),
    ActionType("cases.asked_again_noted", _("Nachricht nach dem Abschluss zur Kenntnis genommen")),
    ActionType("cases.hint", _("Hinweis zum Stand erhalten"), {"sort": "hint_sort", "origin": "hint_origin"}),
    ActionType("cases.hints_aside", _("Hinweise zum Stand beiseitegelegt")),
    ActionType("cases.aftercare", _("Fragen nach dem Abschluss eingestellt"), {"fields": "aftercare_field"}),
)


def _statuses(keys: set[Any]) -> Mapping[Any, Any]:
    """The words of the staff; kinds that share a key mean the same by it."""
    known = {status.key: status.label for kind in kinds for status in kind.workflow.statuses}
    return {key: known[key] for key in keys if key in known}


def _aftercare_fields(names: set[Any]) -> Mapping[Any, Any]:
    known = {field.name: field.verbose_name for field in AftercareSettings._meta.fields}
    return {name: known[name] for name in names if name in known}


register_details(
    assignee=_("Person"),
    channel=_("Kanal"),
    deadline=_("Frist"),
    percent=_("Vorbei, in Prozent"),
    people=_("Personen"),
    told=_("Wer es erfährt"),
    file=_("Kennung der Datei"),
    files=_("Gelöschte Dateien"),
    into=_("Anderer Vorgang"),
    message=_("Nummer der Nachricht"),
    notes=_("Gelöschte Notizen"),
    other=_("Anderer Vorgang"),
    parts=_("Teile"),
    reasons=_("Gelöschte Begründungen"),
    origin=_("Woher"),
    sort=_("Art des Hinweises"),
)
object_types.register("cases.case", ObjectType(_("Vorgang")))
object_types.register("cases.replytemplate", ObjectType(_("Antwortbaustein"), lambda title: Worded(title, HOUSE)))
value_words.register("case_kind", lambda keys: {key: kinds.get(key).label for key in keys if key in kinds})
value_words.register("again", of_choices(Again.choices))
value_words.register("aftercare_field", _aftercare_fields)
value_words.register("hint_origin", of_choices(HintOrigin.choices))
value_words.register("hint_sort", of_choices(HintSort.choices))
value_words.register("case_link", of_choices(LinkKind.choices))
value_words.register("case_status", _statuses)
value_words.register("channel", of_choices(Channel.choices))
value_words.register("deadline", of_choices(DeadlineKind.choices))
value_words.register("told", of_choices(Told.choices))
