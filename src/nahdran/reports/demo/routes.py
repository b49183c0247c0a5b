# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gets what in the demonstration town. Set once; what somebody changes in the settings stays."""

from nahdran.org.models import Unit
from nahdran.reports.enums import QuestionKind
from nahdran.reports.models import Category, CategoryGroup, Question, RoutingRule
from nahdran.reports.operations import SpecialRule, save_special, set_rule
from nahdran.reports.routing import Condition

_FALLBACK = "Servicecenter"
_DEPOT = "Bauhof"
_GROUPS = {
    "strassen": "Bauhof, Team Straßen",
    "beleuchtung": "Bauhof, Team Straßenbeleuchtung",
    "verkehr": "Ordnungsamt",
    "wege": "Bauhof, Team Straßen",
    "abfall": "Abfallberatung",
    "fahrzeuge": "Ordnungsamt",
    "gruen": "Bauhof, Team Grün und Spielplätze",
    "spielen": "Bauhof, Team Grün und Spielplätze",
    "plaetze": "Bauhof",
    "wasser": "Stadtentwässerung",
    "gebaeude": "Gebäudewirtschaft",
    "umwelt": "Ordnungsamt",
}
_KINDS = {
    "hass": "Ordnungsamt",
    "schild-verdeckt": "Bauhof, Team Grün und Spielplätze",
    "gewaesser": "Stadtentwässerung",
}


def ensure_routes() -> None:
    if RoutingRule.objects.exists():
        return
    units = {unit.name: unit for unit in Unit.objects.filter(is_active=True)}
    fallback = units.get(_FALLBACK) or next(iter(units.values()), None)
    if fallback is None:
        return
    set_rule(unit=fallback, actor=None)
    for key, name in _GROUPS.items():
        if unit := units.get(name):
            set_rule(unit=unit, group=CategoryGroup.objects.get(key=key), actor=None)
    for key, name in _KINDS.items():
        if unit := units.get(name):
            set_rule(unit=unit, category=Category.objects.get(key=key), actor=None)
    _ensure_special(units)


def _ensure_special(units: dict[str, Unit]) -> None:
    """One kind goes to the depot as a whole if a question is answered with yes: to show what there is."""
    if depot := units.get(_DEPOT):
        for question in Question.objects.filter(kind=QuestionKind.YES_NO, is_active=True).order_by("category__key")[:1]:
            asked = Condition(question.key, question.label, question.label_en, (True,), words=(("ja", "yes"),))
            says = SpecialRule(unit=depot, category=question.category, conditions=[asked])
            save_special(says=says, actor=None)
