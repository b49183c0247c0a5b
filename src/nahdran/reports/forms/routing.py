# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The forms of the routing: a cell of the table, a special rule, and „Wer bekommt das?“."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import shapely
from django import forms
from django.core.validators import slug_re
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from shapely.geometry import mapping, shape

from nahdran.accounts.models import User
from nahdran.cases.enums import Channel
from nahdran.cases.queries.together import together
from nahdran.org.models import Membership
from nahdran.org.queries import active_units
from nahdran.places.drawn import MOST_CORNERS, AreaField, AreaWidget, polygon_of, written
from nahdran.places.queries import districts
from nahdran.reports.answers import check_answers, in_words
from nahdran.reports.enums import QuestionKind
from nahdran.reports.geometry import UnreadableArea, read_area
from nahdran.reports.models import Category, CategoryGroup, Question, RoutingRule
from nahdran.reports.queries.catalogue import questions_of
from nahdran.reports.routing import Condition, Told
from nahdran.reports.routing.conditions import conditions_of
from nahdran.ui.forms import LineField, UiForm

ANY, NONE = "*", "-"
_YES, _NO = "yes", "no"
_WITH_CHOICES = {QuestionKind.CHOICE, QuestionKind.SEVERAL, QuestionKind.YES_NO}
# Of one rule. The desk reads the rules of a kind with each case, so a coastline in every detail is too much.
MOST_AREA = 60_000
TRIES = [
    ("200", _("die letzten 200 Meldungen")),
    ("1000", _("die letzten 1.000 Meldungen")),
    ("10000", _("die letzten 10.000 Meldungen")),
    ("100000", _("die letzten 100.000 Meldungen")),
]


class _TryForm(UiForm, forms.Form):
    """Every rule can be tried on past reports before it is saved."""

    most = forms.TypedChoiceField(
        label=_("Ausprobieren an"), choices=TRIES, coerce=int, empty_value="1000", initial="1000", required=False
    )


class RuleForm(_TryForm):
    """Who gets a group or a kind, in a district or everywhere. Without a unit the rule goes."""

    what = forms.ChoiceField(label=_("Was"), required=False)
    district: Any = forms.ModelChoiceField(
        label=_("Wo"), queryset=None, to_field_name="slug", required=False, empty_label=_("ganze Stadt")
    )
    unit: Any = forms.ModelChoiceField(
        label=_("Zuständig"), queryset=None, required=False, empty_label=_("keine eigene Regel")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: Any = self.fields
        named["what"].choices = [("", _("alles Übrige")), *_groups_and_kinds()]
        named["district"].queryset = districts()
        named["unit"].queryset = active_units()

    def change(self) -> dict[str, Any]:
        """What ``operations.start_trial`` takes."""
        values = self.cleaned_data
        return {"sort": "cell", "remove": False, "pk": None} | _plain(values)

    def key(self) -> dict[str, Any]:
        """The arguments of ``set_rule`` without the unit."""
        return scope_of(self.cleaned_data["what"]) | {"district": self.cleaned_data["district"]}


class SpecialRuleForm(_TryForm):
    """A special rule. Which questions can be asked for depends on ``what``; „Fragen zeigen“ brings them."""

    languages: ClassVar[dict[str, str]] = {"area_name": "de"}
    what = forms.ChoiceField(label=_("Was"), required=False)
    district: Any = forms.ModelChoiceField(
        label=_("Wo"), queryset=None, to_field_name="slug", required=False, empty_label=_("ganze Stadt")
    )
    area_name = LineField(
        label=_("Name des Gebiets"), required=False, max_length=80, help_text=_("Zum Beispiel: Gewerbegebiet Nord.")
    )
    drawn = AreaField(
        label=_("Gebiet"),
        required=False,
        widget=AreaWidget(otherwise=_("Fügen Sie das Gebiet sonst darunter als GeoJSON ein.")),
    )
    area_text = forms.CharField(
        label=_("Gebiet als GeoJSON"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_(
            "Statt zu zeichnen: eine Fläche in Längen- und Breitengraden (WGS 84), zum Beispiel aus Ihrem Geoportal."
        ),
    )
    channels = forms.MultipleChoiceField(
        label=_("Nur über diese Kanäle"), choices=Channel.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    unit: Any = forms.ModelChoiceField(label=_("Zuständig"), queryset=None, empty_label=_("bitte wählen"))
    person: Any = forms.ModelChoiceField(
        label=_("Gleich zuteilen an"),
        queryset=None,
        required=False,
        empty_label=_("niemanden"),
        help_text=_("Jemand aus dieser Einheit. Arbeitet die Person dort nicht mehr, bekommt die Einheit den Vorgang."),
    )
    place = forms.TypedChoiceField(label=_("Stelle in der Liste"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, rule: RoutingRule | None = None, **kwargs: Any) -> None:
        self.rule = rule
        kwargs["initial"] = (_initial(rule) if rule else {}) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        named: Any = self.fields
        found = together(special=RoutingRule.objects.filter(position__isnull=False).values("id"), **_catalogue())
        named["what"].choices = [("", _("jede Art")), *_offered(found)]
        named["district"].queryset = districts()
        named["unit"].queryset = active_units()
        staff = Membership.objects.filter(user__is_active=True).values("user")
        named["person"].queryset = User.objects.filter(pk__in=staff).order_by("name", "id")
        named["person"].label_from_instance = lambda person: person.name
        count = len(found["special"]) + (rule is None)  # a new rule makes the list longer by one
        named["place"].choices = [("", _("unverändert") if rule else _("am Ende")), *_places(count)]
        what = self.data.get("what", "") if self.is_bound else self.initial.get("what", "")
        self.questions = questions_of(**_known_scope(what, rule))
        named |= {f"frage-{question.key}": _condition_field(question) for question in self.questions}
        for condition in conditions_of(rule) if rule else ():
            self.initial.setdefault(f"frage-{condition.key}", _ticked(condition, self.questions))

    @classmethod
    def again(cls, data: Any, rule: RoutingRule | None) -> "SpecialRuleForm":
        """With what was typed, unchecked: for the questions of another kind."""
        bound = cls(data, rule=rule)
        typed = {name: each.widget.value_from_datadict(data, {}, name) for name, each in bound.fields.items()}
        return cls(rule=rule, initial=typed)

    @property
    def condition_fields(self) -> list[Any]:
        return [self[f"frage-{question.key}"] for question in self.questions]

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        unit, person = values.get("unit"), values.get("person")
        if unit and person and not Membership.objects.filter(unit=unit, user=person).exists():
            self.add_error("person", _("Diese Person arbeitet nicht in der gewählten Einheit."))
        values["area"] = self._area(values)
        values["conditions"] = [found.stored() for each in self.questions if (found := self._condition(each, values))]
        return values

    def change(self) -> dict[str, Any]:
        values = self.cleaned_data
        return (
            {"sort": "special", "remove": False, "pk": self.rule.pk if self.rule else None}
            | {name: values[name] for name in ("conditions", "channels", "area", "area_name", "place")}
            | {"person": values["person"].pk if values["person"] else None}
            | _plain(values)
        )

    def _area(self, values: dict[str, Any]) -> dict[str, Any] | None:
        """Both show the same area; the one that was changed counts."""
        is_drawn, is_typed = ("drawn" in self.changed_data), ("area_text" in self.changed_data)
        if is_drawn and is_typed and values.get("drawn") and values.get("area_text", "").strip():
            self.add_error("area_text", _("Bitte zeichnen Sie das Gebiet oder fügen Sie es ein, nicht beides."))
            return None
        area = self._ring(values) if is_drawn and not (is_typed and values.get("area_text")) else self._pasted(values)
        if area and not values.get("area_name") and "area_name" not in self.errors:
            self.add_error("area_name", _("Bitte geben Sie dem Gebiet einen Namen."))
        return area

    def _ring(self, values: dict[str, Any]) -> dict[str, Any] | None:
        corners = values.get("drawn")
        return dict(mapping(polygon_of(corners))) if corners else None

    def _pasted(self, values: dict[str, Any]) -> dict[str, Any] | None:
        text = values.get("area_text", "").strip()
        if not text:
            return None
        if len(text) > MOST_AREA:
            self.add_error("area_text", _("Das sind zu viele Punkte. Bitte vereinfachen Sie die Geometrie."))
            return None
        try:
            area = read_area(text)
        except UnreadableArea as error:
            self.add_error("area_text", error.sentence)
            return None
        if not shapely.area(shape(area)):
            self.add_error("area_text", _("Wir brauchen eine Fläche: Polygon oder MultiPolygon."))
        return area

    def _condition(self, question: Question, values: Mapping[str, Any]) -> Condition | None:
        chosen = values.get(f"frage-{question.key}")
        if question.kind in _WITH_CHOICES:
            picked = [key for key in chosen or [] if key not in {ANY, NONE}]
            return _condition(question, [_value(question, key) for key in picked], set(chosen or []))
        if chosen in {"", None, ANY, NONE}:
            return _condition(question, [], {chosen})
        checked = check_answers([question], {question.key: chosen})
        if checked.errors:
            self.add_error(f"frage-{question.key}", checked.errors[question.key])
            return None
        return _condition(question, [checked.values[question.key]], set())


class TesterForm(UiForm, forms.Form):
    """„Wer bekommt das?“ Beside kind and district it asks only for what some special rule asks for."""

    art = forms.ModelChoiceField(
        label=_("Art"),
        queryset=Category.objects.filter(is_active=True).select_related("group"),
        to_field_name="key",
        empty_label=_("bitte wählen"),
    )
    wo: Any = forms.ModelChoiceField(
        label=_("Ortsteil"), queryset=None, to_field_name="slug", required=False, empty_label=_("unbekannt")
    )

    def __init__(self, *args: Any, rules: Iterable[RoutingRule] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: Any = self.fields
        named["wo"].queryset = districts()
        special = [rule for rule in rules if rule.is_special]
        self.areas = {str(rule.pk): rule for rule in special if rule.area}
        if self.areas:
            choices = [("", _("in keinem")), *((key, rule.area_name) for key, rule in self.areas.items())]
            named["gebiet"] = forms.ChoiceField(label=_("Gebiet"), required=False, choices=choices)
        if any(rule.channels for rule in special):
            choices = [("", _("unbekannt")), *Channel.choices]
            named["kanal"] = forms.ChoiceField(label=_("Kanal"), required=False, choices=choices)
        self.questions = _asked_by(special, self.data.get("art", "") if self.is_bound else "")
        named |= {f"frage-{question.key}": _answer_field(question) for question in self.questions}

    def told(self) -> Told:
        values = self.cleaned_data
        area = self.areas.get(values.get("gebiet", ""))
        point = shape(area.area).representative_point() if area else None
        raw = {question.key: values.get(f"frage-{question.key}") for question in self.questions}
        answers = check_answers(self.questions, raw).values
        lon, lat = (point.x, point.y) if point else (None, None)
        return Told(answers, lon, lat, values.get("kanal", ""))


def scope_of(what: str) -> dict[str, Any]:
    """Group or kind that a choice names. What does not exist raises: only a checked choice comes here."""
    sort, _colon, name = what.partition(":")
    return {
        "group": CategoryGroup.objects.get(key=name) if sort == "gruppe" else None,
        "category": Category.objects.get(key=name) if sort == "art" else None,
    }


def _known_scope(what: str, rule: RoutingRule | None = None) -> dict[str, Any]:
    """The same of something unchecked: what does not exist is nothing. What ``rule`` has at hand is not asked for again."""
    if rule and what == _what(rule):
        return {"group": rule.group, "category": rule.category}
    sort, _colon, name = what.partition(":")
    found: Any = {"gruppe": CategoryGroup.objects, "art": Category.objects}.get(sort)
    row = found.filter(key=name).first() if found is not None and slug_re.match(name) else None
    return {"group": row if sort == "gruppe" else None, "category": row if sort == "art" else None}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    district, unit = values["district"], values["unit"]
    return {
        "what": values["what"],
        "district": district.slug if district else "",
        "unit": unit.pk if unit else None,
    }


def _groups_and_kinds() -> list[tuple[str, Any]]:
    return _offered(together(**_catalogue()))


def _catalogue() -> dict[str, QuerySet[Any]]:
    names = ("key", "name", "name_en")
    return {
        "groups": CategoryGroup.objects.values("id", *names),
        "kinds": Category.objects.order_by("position", "name").values("id", "group_id", *names),
    }


def _offered(found: Mapping[str, list[Any]]) -> list[tuple[str, Any]]:
    """Each group with its kinds, as choices."""
    kinds = {group.pk: [(f"gruppe:{group.key}", group.label)] for group in found["groups"]}
    for category in found["kinds"]:
        kinds[category.group_id].append((f"art:{category.key}", f"– {category.label}"))
    return [(group.label, kinds[group.pk]) for group in found["groups"]]


def _places(count: int) -> list[tuple[str, str]]:
    """The places of the list by number."""
    return [(str(number), str(number)) for number in range(1, count + 1)]


def _what(rule: RoutingRule) -> str:
    return f"art:{rule.category.key}" if rule.category else f"gruppe:{rule.group.key}" if rule.group else ""


def _initial(rule: RoutingRule) -> dict[str, Any]:
    return {
        "what": _what(rule),
        "district": rule.district.slug if rule.district else "",
        "area_name": rule.area_name,
        "area_text": json.dumps(rule.area) if rule.area else "",
        "drawn": _corners(rule.area),
        "channels": rule.channels,
        "unit": rule.unit_id,
        "person": rule.assignee_id,
    }


def _corners(area: Any) -> str:
    """The area as corners that can be moved; nothing for several parts, holes or a fine border."""
    rings: Any = area["coordinates"] if area and area["type"] == "Polygon" else ()
    is_simple = len(rings) == 1 and len(rings[0]) <= MOST_CORNERS + 1
    return written(rings[0][:-1]) if is_simple else ""


def _condition_field(question: Question) -> forms.Field:
    words: dict[str, Any] = {"label": question.text, "required": False}
    if question.kind not in _WITH_CHOICES:
        hint = _("Genau diese Antwort. Ein Stern (*) heißt: irgendeine Antwort, ein Strich (-): keine.")
        return LineField(help_text=hint, **words)
    options = [(_YES, _("Ja")), (_NO, _("Nein"))] if question.kind == QuestionKind.YES_NO else question.options
    choices = [*options, (ANY, _("irgendeine Antwort")), (NONE, _("keine Antwort"))]
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **words)


def _answer_field(question: Question) -> forms.Field:
    words: dict[str, Any] = {"label": question.text, "required": False}
    if question.kind not in _WITH_CHOICES:
        return LineField(**words)
    options = [(_YES, _("Ja")), (_NO, _("Nein"))] if question.kind == QuestionKind.YES_NO else question.options
    return forms.ChoiceField(choices=[("", _("keine Antwort")), *options], **words)


def _value(question: Question, key: str) -> Any:
    return key == _YES if question.kind == QuestionKind.YES_NO else key


def _condition(question: Question, values: list[Any], marks: set[Any]) -> Condition | None:
    if not values and not marks & {ANY, NONE}:
        return None
    return Condition(
        key=question.key,
        label=question.label,
        label_en=question.label_en,
        values=tuple(values),
        words=tuple(_words(question, value) for value in values),
        filled=ANY in marks,
        empty=NONE in marks,
    )


def _words(question: Question, value: Any) -> tuple[str, str]:
    """German and English words of an answer. What is typed has only one wording."""
    if isinstance(value, bool):
        return ("ja", "yes") if value else ("nein", "no")
    for choice in question.choices:
        if choice["key"] == value:
            return choice["label"], choice.get("label_en", "")
    said = in_words([question], {question.key: value})
    return (str(said[0].text), "") if said else (str(value), "")


def _ticked(condition: Condition, questions: Iterable[Question]) -> Any:
    question = next((each for each in questions if each.key == condition.key), None)
    marks = [mark for mark, is_set in ((ANY, condition.filled), (NONE, condition.empty)) if is_set]
    if question is None or question.kind in _WITH_CHOICES:
        words = {True: _YES, False: _NO}
        return [words[value] if isinstance(value, bool) else value for value in condition.values] + marks
    return str(condition.values[0]) if condition.values else "".join(marks[:1])


def _asked_by(rules: Iterable[RoutingRule], key: str) -> list[Question]:
    """The questions of the chosen kind that some special rule asks for."""
    kind = _known_scope(f"art:{key}")["category"]
    if kind is None:
        return []
    keys = {condition.key for rule in rules for condition in conditions_of(rule)}
    return [question for question in questions_of(category=kind, group=None) if question.key in keys]
