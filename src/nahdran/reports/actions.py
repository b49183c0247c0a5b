# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the audit log calls the steps that only defect reports know, and changes of their settings."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.audit.registry import (
    ActionType,
    ObjectType,
    object_types,
    of_choices,
    of_table,
    register_actions,
    register_details,
    value_words,
)
from nahdran.kit.language import HOUSE, Worded
from nahdran.places.models import District
from nahdran.reports.enums import BlockSort, ComplaintOutcome, ComplaintReason, ForwardState, Publish
from nahdran.reports.models import Category, CategoryGroup, IntakeSettings, Situation
from nahdran.reports.personal import LABELS
from nahdran.reports.suspicion import in_words

register_actions(
    ActionType("reports.released", _("Meldung öffentlich gemacht")),
    ActionType(
        "reports.released_by_rule", _("Text der Meldung nach Regel öffentlich gemacht"), {"rule": "publish_rule"}
    ),
    ActionType("reports.left_as_it_is", _("Nichts weiter veröffentlicht")),
    ActionType("reports.text_redacted", _("Persönliches aus dem Vorgang entfernt"), {"personal": "personal_kind"}),
    ActionType("reports.photo_redacted", _("Foto geschwärzt oder gedreht")),
    ActionType("reports.photo_original_deleted", _("Ursprüngliches Foto gelöscht")),
    ActionType("reports.photo_kept_elsewhere", _("Ursprüngliches Foto bleibt bei einem anderen Vorgang")),
    ActionType("reports.answer_redacted", _("Persönliches aus einer Antwort entfernt"), {"personal": "personal_kind"}),
    ActionType(
        "reports.publishing", _("Regel der Veröffentlichung geändert"), {"name": "town", "rule": "publish_rule"}
    ),
    ActionType("reports.withdrawn", _("Meldung aus der Öffentlichkeit genommen")),
    ActionType(
        "reports.category_changed", _("Art des Mangels geändert"), {"from": "report_category", "to": "report_category"}
    ),
    ActionType("reports.place_changed", _("Ort des Mangels geändert")),
    ActionType("reports.asset", _("Objekt des Mangels geändert")),
    ActionType("reports.group", _("Gruppe von Mängeln geändert"), {"name": "town", "moved": "moved"}),
    ActionType(
        "reports.category",
        _("Art von Mängeln geändert"),
        {"name": "town", "group": "report_group", "moved": "moved"},
    ),
    ActionType(
        "reports.question", _("Frage zu einer Art von Mängeln geändert"), {"question": "town", "moved": "moved"}
    ),
    ActionType("reports.received", _("Meldung von einem anderen Programm angenommen")),
    ActionType("reports.words_received", _("Mitteilung von einem anderen Programm angenommen")),
    ActionType(
        "reports.routing",
        _("Zuständigkeit geändert"),
        {"group": "report_group", "category": "report_category", "district": "district", "moved": "moved"},
    ),
    ActionType("reports.unconfirmed", _("Unbestätigte Meldung gelöscht"), {"began": "day"}),
    ActionType("reports.accepted", _("Verdächtige Meldung angenommen")),
    ActionType(
        "reports.discarded",
        _("Verdächtige Meldung verworfen"),
        {"category": "report_category", "signs": "report_signs"},
    ),
    ActionType("reports.blocked", _("Absender oder Wörter gesperrt"), {"sort": "block_sort", "until": "day"}),
    ActionType("reports.unblocked", _("Sperre aufgehoben"), {"sort": "block_sort"}),
    ActionType("reports.blocks_ended", _("Abgelaufene Sperren gelöscht")),
    ActionType("reports.intake", _("Einstellungen der Aufnahme geändert"), {"fields": "intake_field"}),
    ActionType("reports.situation", _("Besondere Lage geändert"), {"key": "situation"}),
    ActionType("reports.situation_on", _("Besondere Lage eingeschaltet"), {"key": "situation", "until": "moment"}),
    ActionType("reports.situation_off", _("Besondere Lage ausgeschaltet"), {"key": "situation"}),
    ActionType("reports.embed", _("Websites für die eingebettete Karte geändert")),
    ActionType("reports.body", _("Andere zuständige Stelle geändert")),
    ActionType("reports.handed_over", _("Meldung an andere Stelle weitergegeben")),
    ActionType("reports.learnt", _("Vorschläge aus abgeschlossenen Meldungen gelernt")),
    ActionType("reports.partner", _("Anbindung an ein anderes System geändert")),
    ActionType("reports.forwarding_rule", _("Weitergabe einer Art geändert")),
    ActionType("reports.forwarded", _("Meldung zur Weitergabe an ein anderes System bestimmt")),
    ActionType(
        "reports.forwarded_again", _("Über eine unklare Weitergabe entschieden"), {"state_before": "forward_state"}
    ),
    ActionType("reports.forward_cancelled", _("Weitergabe abgebrochen"), {"state_before": "forward_state"}),
    ActionType("reports.complained", _("Öffentlicher Inhalt beanstandet"), {"reason": "complaint_reason"}),
    ActionType("reports.paused", _("Meldung nach einer Beanstandung vorläufig verborgen")),
    ActionType("reports.shown_again", _("Meldung nach Prüfung wieder öffentlich")),
    ActionType("reports.complaint_decided", _("Über Beanstandungen entschieden"), {"outcome": "complaint_outcome"}),
    ActionType("reports.seeded", _("Mitgebrachte Arten von Mängeln angelegt")),
)


def _categories(keys: set[Any]) -> Mapping[Any, Any]:
    return {row.key: row.label for row in Category.objects.filter(key__in=keys).only("key", "name", "name_en")}


def _groups(keys: set[Any]) -> Mapping[Any, Any]:
    """By key, or by the number that a kind of defect keeps of its group."""
    found: dict[Any, Any] = {}
    for row in CategoryGroup.objects.only("key", "name", "name_en"):
        found[row.key] = found[row.pk] = row.label
    return {key: found[key] for key in keys if key in found}


def _situations(keys: set[Any]) -> Mapping[Any, Any]:
    return {row.key: row.label for row in Situation.objects.filter(key__in=keys).only("key", "name", "name_en")}


def _districts(slugs: set[Any]) -> Mapping[Any, Any]:
    return dict(District.objects.filter(slug__in=slugs).values_list("slug", "name"))


def _fields(names: set[Any]) -> Mapping[Any, Any]:
    known = {field.name: field.verbose_name for field in IntakeSettings._meta.fields}
    return {name: known[name] for name in names if name in known}


register_details(
    asset=_("Nummer am Objekt"),
    asset_before=_("vorher"),
    api_key=_("Anfang des Schlüssels"),
    automatic=_("von selbst"),
    began=_("Begonnen"),
    body=_("Stelle"),
    category=_("Art"),
    contact=_("Name und Kontakt mitgegeben"),
    count=_("Anzahl"),
    district=_("Ortsteil"),
    blocks=_("Flächen"),
    examples=_("Beispiele"),
    first_answer=_("Erste Antwort in Werktagen"),
    group=_("Gruppe"),
    held_photos=_("Fotos, die noch warten"),
    hours=_("Arbeitsstunden"),
    personal=_("Gefunden und entfernt"),
    looked=_("vorher nachgesehen"),
    moved=_("Verschoben"),
    new_key=_("neuer Schlüssel"),
    number=_("Nummer dort"),
    outcome=_("Entscheidung"),
    partner=_("Anbindung"),
    photos=_("Fotos"),
    places=_("Herausgenommene Stellen"),
    question=_("Frage"),
    rule=_("Regel"),
    service=_("Dienst dort"),
    settle=_("Erledigung in Werktagen"),
    signs=_("Verdacht"),
    top1=_("erster Vorschlag richtig"),
    top3=_("unter den ersten drei"),
    turns=_("Vierteldrehungen"),
    until=_("Gilt bis"),
    waits=_("wartet auf Bestätigung oder Prüfung"),
    sites=_("Websites"),
    special=_("Sonderregel"),
)
object_types.register("reports.situation", ObjectType(_("Besondere Lage"), lambda name: Worded(name, HOUSE)))
object_types.register("reports.category", ObjectType(_("Art von Mängeln"), lambda name: Worded(name, HOUSE)))
object_types.register("reports.categorygroup", ObjectType(_("Gruppe von Mängeln"), lambda name: Worded(name, HOUSE)))
value_words.register("block_sort", of_choices(BlockSort.choices))
value_words.register("complaint_outcome", of_choices(ComplaintOutcome.choices))
value_words.register("complaint_reason", of_choices(ComplaintReason.choices))
value_words.register("district", _districts)
value_words.register("forward_state", of_choices(ForwardState.choices))
value_words.register("intake_field", _fields)
value_words.register("moved", of_table({"up": _("nach oben"), "down": _("nach unten")}))
value_words.register("personal_kind", of_table(LABELS))
value_words.register("publish_rule", of_choices(Publish.choices))
value_words.register("report_category", _categories)
value_words.register("situation", _situations)
value_words.register("report_group", _groups)
value_words.register("report_signs", lambda signs: {each: " ".join(map(str, in_words(each))) for each in signs})
