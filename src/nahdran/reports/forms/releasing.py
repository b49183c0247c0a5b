# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk's forms for what the public reads and sees: one report, the queue, and the rules of the kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from nahdran.kit.personal import find_personal
from nahdran.reports.enums import Publish
from nahdran.reports.models import Category
from nahdran.reports.personal import LABELS, taken_out
from nahdran.reports.queries.releasing import WITH, WITHOUT
from nahdran.reports.rules import MAX_TEXT
from nahdran.ui.forms import TextField, UiForm


class SeenAtField(forms.Field):
    """The moment of the state that the sender has seen. Nonsense counts as something very old."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            found = parse_datetime(str(value))
        except ValueError:
            found = None
        return found if found and found.tzinfo else datetime.fromisoformat("2000-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that looks personal. Its ``key`` says nothing about it, for it is sent and may be logged."""

    key: str
    label: Any
    text: str


def proposals_in(texts: Sequence[str]) -> list[Proposal]:
    """Each thing once, in the order of the texts."""
    found = {finding.text: finding.kind for text in texts for finding in reversed(find_personal(text))}
    ordered = sorted(found, key=lambda word: next((n, text.find(word)) for n, text in enumerate(texts) if word in text))
    return [Proposal(f"stelle-{number}", LABELS[found[word]], word) for number, word in enumerate(ordered, 1)]


class ReleaseForm(UiForm, forms.Form):
    """What the public will read and see. What is ticked in ``take_out`` is taken out of whatever stands in ``public_text``."""

    public_text = TextField(
        label=_("Text für die Öffentlichkeit"),
        max_length=MAX_TEXT,
        rows=6,
        required=False,
        help_text=_("Sie können alles ändern. Was unten angekreuzt ist, wird beim Speichern durch […] ersetzt."),
    )
    take_out = forms.MultipleChoiceField(label=_("Herausnehmen"), required=False, widget=forms.CheckboxSelectMultiple)
    also_original = forms.BooleanField(
        label=_("Auch im Vorgang entfernen"),
        required=False,
        help_text=_(
            "Der ursprüngliche Text wird durch den öffentlichen ersetzt. Das lässt sich nicht zurücknehmen. Im Protokoll steht nur, was für Angaben es waren."
        ),
    )
    photos = forms.MultipleChoiceField(label=_("Fotos"), required=False, widget=forms.CheckboxSelectMultiple)
    seen = SeenAtField()

    def __init__(self, *args: Any, photo_ids: Sequence[str], proposals: Sequence[Proposal] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = list(proposals)
        self.fields["photos"].choices = [(key, key) for key in photo_ids]  # type: ignore[attr-defined]
        self.fields["take_out"].choices = [(one.key, f"{one.label}: {one.text}") for one in proposals]  # type: ignore[attr-defined]
        if not self.proposals:
            del self.fields["take_out"]

    @property
    def words(self) -> list[str]:
        """What is to be taken out."""
        chosen = self.cleaned_data.get("take_out", [])
        return [one.text for one in self.proposals if one.key in chosen]

    @property
    def text(self) -> str:
        """The text without what is ticked."""
        return taken_out(self.cleaned_data["public_text"], self.words)


class NowForm(forms.Form):
    """One click in the queue: ``fotos`` says whether the photos that were shown become public too."""

    seen = SeenAtField()
    fotos = forms.BooleanField(required=False)


class QueueFilterForm(UiForm, forms.Form):
    """The filters of the queue, as they stand in the address."""

    art = forms.ChoiceField(label=_("Art"), required=False)
    ortsteil = forms.ChoiceField(label=_("Ortsteil"), required=False)
    funde = forms.ChoiceField(
        label=_("Persönliche Angaben"),
        required=False,
        choices=[("", _("alle")), (WITH, _("mit Fundstellen")), (WITHOUT, _("ohne Fundstellen"))],
    )

    def __init__(self, *args: Any, kinds: list[Any], districts: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["data-submit"] = True
        self.fields["art"].choices = [("", _("alle")), *kinds]  # type: ignore[attr-defined]
        self.fields["ortsteil"].choices = [("", _("alle")), *districts]  # type: ignore[attr-defined]


class PublishingForm(UiForm, forms.Form):
    """The rule of each kind in use, in one table, and whether a detector looks at new photos."""

    detects = forms.BooleanField(
        label=_("In neuen Fotos nach Gesichtern und Kennzeichen suchen"),
        required=False,
        help_text=_("Auf Ihrem eigenen Server. Was gefunden wird, ist ein Vorschlag; entscheiden müssen Menschen."),
    )

    def __init__(self, *args: Any, categories: list[Category], **kwargs: Any) -> None:
        self.categories = categories
        super().__init__(*args, **kwargs)
        for group in {category.group_id: category.group for category in categories}.values():
            self.fields[f"group-{group.pk}"] = forms.ChoiceField(
                choices=[("", _("jede Art einzeln")), *Publish.choices],
                required=False,
                label=f"{group.label}: {_('alle Arten')}",
            )
        for category in categories:
            self.fields[f"rule-{category.pk}"] = forms.ChoiceField(
                choices=Publish.choices, initial=category.publish, label=f"{category.label}: {_('Öffentlich zeigen')}"
            )
            self.fields[f"hours-{category.pk}"] = forms.IntegerField(
                min_value=1,
                max_value=200,
                initial=category.publish_hours,
                label=f"{category.label}: {_('Arbeitsstunden')}",
            )

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {
                "category": category,
                "group": self[f"group-{category.group_id}"],
                "rule": self[f"rule-{category.pk}"],
                "hours": self[f"hours-{category.pk}"],
            }
            for category in self.categories
        ]

    def rules(self) -> dict[int, tuple[str, int]]:
        """What is chosen for a whole group outdoes its kinds."""
        values = self.cleaned_data
        return {
            category.pk: (
                values[f"group-{category.group_id}"] or values[f"rule-{category.pk}"],
                values[f"hours-{category.pk}"],
            )
            for category in self.categories
        }
