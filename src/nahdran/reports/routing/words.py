# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Routing in words, for each reader in their language: why a unit has got a case, and what a rule asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from nahdran.cases.enums import Channel
from nahdran.cases.kinds import reasons
from nahdran.kit.language import in_reader_language
from nahdran.reports.models import RoutingRule
from nahdran.reports.routing.conditions import Condition, conditions_of

# Under this name the core finds our words again.
BY = "report_rule"


def in_words(facts: Mapping[str, Any]) -> str:
    """Why a unit has got a case."""
    if facts["rule"] is None:
        return _("Noch keine Zuständigkeit eingerichtet: %(unit)s") % {"unit": facts["unit"]}
    what = in_reader_language(facts["what"], facts["what_en"])
    names = {"scope": _scope(what, facts["where"], facts.get("special", False)), "unit": facts["unit"]}
    if why := [_because(each) for each in facts.get("why", ())]:
        return _("%(scope)s, weil %(why)s: %(unit)s") % {**names, "why": _and(why)}
    return _("%(scope)s: %(unit)s") % names


def said_of(rule: RoutingRule) -> str:
    """What a rule asks for, without who gets it. Needs group, category and district at hand."""
    what = rule.category.label if rule.category else rule.group.label if rule.group else ""
    scope = _scope(what, rule.district.name if rule.district else "", rule.is_special)
    asked = [asks(condition) for condition in conditions_of(rule)]
    if rule.area:
        asked.append(_("der Ort im Gebiet „%(name)s“ liegt") % {"name": rule.area_name})
    if rule.channels:
        asked.append(_("die Meldung über %(channels)s kommt") % {"channels": _or(_channels(rule.channels))})
    return _("%(scope)s, wenn %(asked)s") % {"scope": scope, "asked": _and(asked)} if asked else scope


def asks(condition: Condition) -> str:
    """What one condition asks for: „… mit „Ja“ oder „Nein“ beantwortet ist“."""
    question = in_reader_language(condition.label, condition.label_en)
    ways = []
    if condition.values:
        answers = _or([_quoted(in_reader_language(*words)) for words in condition.words])
        ways.append(_("mit %(answer)s beantwortet ist") % {"answer": answers})
    if condition.filled:
        ways.append(_("beantwortet ist"))
    if condition.empty:
        ways.append(_("nicht beantwortet ist"))
    return _("die Frage „%(question)s“ %(way)s") % {"question": question, "way": _or(ways)}


def _scope(what: str, where: str, special: bool) -> str:
    names = {"what": what, "where": where}
    if what:
        return _("%(what)s in %(where)s") % names if where else _("%(what)s in der ganzen Stadt") % names
    if special:
        return _("Alles in %(where)s") % names if where else _("Alles in der ganzen Stadt")
    return _("Alles Übrige in %(where)s") % names if where else _("Alles Übrige in der ganzen Stadt")


def _because(fact: Mapping[str, Any]) -> str:
    """One reason as the case keeps it. Answers may be gone: they are forgotten with the person."""
    if fact["sort"] == "area":
        return _("der Ort im Gebiet „%(name)s“ liegt") % {"name": fact["name"]}
    if fact["sort"] == "channel":
        return _("die Meldung über %(channels)s kam") % {"channels": _or(_channels([fact["channel"]]))}
    question = in_reader_language(fact["question"], fact["question_en"])
    answers = [_quoted(in_reader_language(*words)) for words in fact.get("answer", ())]
    if fact["sort"] == "empty":
        way = _("nicht beantwortet ist")
    else:
        way = _("mit %(answer)s beantwortet ist") % {"answer": _and(answers)} if answers else _("beantwortet ist")
    return _("die Frage „%(question)s“ %(way)s") % {"question": question, "way": way}


def _channels(keys: Sequence[str]) -> list[str]:
    known = dict(Channel.choices)
    return [str(known.get(key, key)) for key in keys]


def _quoted(text: str) -> str:
    return _("„%(text)s“") % {"text": text}


def _and(parts: Sequence[str]) -> str:
    return _listed(parts, _("und"))


def _or(parts: Sequence[str]) -> str:
    return _listed(parts, _("oder"))


def _listed(parts: Sequence[str], word: str) -> str:
    *most, last = parts
    return f"{', '.join(most)} {word} {last}" if most else last


reasons.register(BY, in_words)
