# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The forms of a takeover: the file, the columns, the terms."""

from collections import Counter
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nahdran.files.table import MAX_BYTES
from nahdran.reports.models import Category
from nahdran.reports.workflow import WORKFLOW
from nahdran.takeover.enums import REQUIRED, Field, Shown
from nahdran.takeover.models import Run
from nahdran.takeover.operations.prepare import LEAVE_OUT
from nahdran.takeover.queries import TermRow, terms
from nahdran.ui.forms import LineField, UiForm

_HINTS = {
    Field.NUMBER: gettext_lazy("Daran erkennen wir beim nächsten Mal, was schon da ist."),
    Field.POINT: gettext_lazy("Zum Beispiel „50.83, 7.21“ oder „POINT(7.21 50.83)“."),
    Field.ADDRESS: gettext_lazy("Reicht allein, wenn die Adressen in unserem Verzeichnis stehen."),
    Field.PHOTOS: gettext_lazy("Dateinamen oder Adressen. Die Bilder selbst laden Sie danach als ZIP hoch."),
    Field.NAME: gettext_lazy("Nehmen Sie Angaben zu Personen nur mit, wenn Sie sie noch brauchen."),
}


class FileForm(UiForm, forms.Form):
    source = LineField(
        label=gettext_lazy("Kurzname des alten Systems"),
        max_length=40,
        help_text=gettext_lazy(
            "Kleine Buchstaben und Ziffern, zum Beispiel klarschiff. Bleibt bei jeder Datei gleich."
        ),
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9-]*$", gettext_lazy("Bitte nur kleine Buchstaben, Ziffern und Bindestriche.")
            )
        ],
    )
    file = forms.FileField(
        label=gettext_lazy("Datei"),
        help_text=gettext_lazy("CSV oder Excel (.xlsx), bis 60 MB. Die erste Zeile nennt die Spalten."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("Die Datei ist größer als 60 MB. Bitte teilen Sie sie auf."))
        return file


class PhotosForm(UiForm, forms.Form):
    file = forms.FileField(
        label=gettext_lazy("ZIP-Archiv mit Fotos"),
        help_text=gettext_lazy("Bis 60 MB. Sie können mehrere nacheinander hochladen."),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    publishes = forms.BooleanField(
        label=gettext_lazy("Die Fotos waren schon öffentlich: gleich zeigen"),
        required=False,
        help_text=gettext_lazy("Nur bei Meldungen, die öffentlich sind. Sonst gibt die Stadt jedes Foto einzeln frei."),
    )


class ColumnsForm(UiForm, forms.Form):
    """One choice for each field of ours."""

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, initial=run.chosen, **kwargs)
        offered = [("", _("nicht in der Datei")), *((column, column) for column in run.columns)]
        for field in Field:
            self.fields[field.value] = forms.ChoiceField(
                label=field.label,
                choices=offered,
                required=False,
                help_text=_HINTS.get(field, ""),
            )

    @property
    def chosen(self) -> dict[str, str]:
        return {name: column for name, column in self.cleaned_data.items() if column}

    @staticmethod
    def is_required(name: str) -> bool:
        return name in REQUIRED


class TermsForm(UiForm, forms.Form):
    """Our kind for each term of theirs, typed with a list of proposals: as choices they would be a page too heavy for a phone."""

    shown = forms.ChoiceField(
        label=gettext_lazy("Was zeigen wir davon öffentlich?"), choices=Shown.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"].initial = run.shown
        self.labels = _kind_labels()
        self.keys = {label: key for key, label in self.labels.items()}
        self.kinds = terms(run.their_categories, run.categories)
        self.states = terms(run.their_statuses, run.statuses)
        for place, row in enumerate(self.kinds):
            self.fields[f"kind-{place}"] = LineField(
                label=row.term or _("(leer)"), required=False, initial=self.labels.get(row.chosen, ""), max_length=200
            )
        choices = [("", _("bitte wählen")), *((status.key, status.label) for status in WORKFLOW.statuses)]
        for place, row in enumerate(self.states):
            self.fields[f"state-{place}"] = forms.ChoiceField(
                label=row.term or _("(leer)"), choices=choices, required=False, initial=row.chosen
            )

    @property
    def offered(self) -> list[str]:
        """What the list of proposals holds."""
        return list(self.keys)

    @property
    def kind_lines(self) -> list[dict[str, Any]]:
        return self._lines("kind", self.kinds)

    @property
    def state_lines(self) -> list[dict[str, Any]]:
        return self._lines("state", self.states)

    def _lines(self, name: str, rows: list[TermRow]) -> list[dict[str, Any]]:
        return [{"field": self[f"{name}-{place}"], "count": row.count} for place, row in enumerate(rows)]

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        for place in range(len(self.kinds)):
            label = values.get(f"kind-{place}", "")
            if label and label not in self.keys:
                self.add_error(f"kind-{place}", _("Diese Art gibt es nicht. Wählen Sie eine aus der Liste."))
        return values

    @property
    def categories(self) -> dict[str, str]:
        return {row.term: self.keys.get(self.cleaned_data[f"kind-{place}"], "") for place, row in enumerate(self.kinds)}

    @property
    def statuses(self) -> dict[str, str]:
        return {row.term: self.cleaned_data[f"state-{place}"] for place, row in enumerate(self.states)}


def _kind_labels() -> dict[str, str]:
    """{key: name}; a name that two groups have is told apart by its group."""
    kinds = list(Category.objects.filter(is_active=True).select_related("group"))
    often = Counter(kind.name for kind in kinds)
    labels = {kind.key: kind.name if often[kind.name] == 1 else f"{kind.name} ({kind.group.name})" for kind in kinds}
    return {LEAVE_OUT: _("nicht übernehmen"), **labels}
