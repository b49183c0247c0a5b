# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the component page shows: a form in its states, and lists for the components that take lists. All of it invented."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from nahdran.ui.components import components
from nahdran.ui.forms import CardField, DateField, EmailField, FilesField, LineField, TextField, UiForm
from nahdran.ui.icons import ICONS

BERLIN = ZoneInfo("Europe/Berlin")
WAYS = (("mail", _("Per E-Mail")), ("letter", _("Per Brief")))


class SampleForm(UiForm, forms.Form):
    """Every kind of field."""

    street = LineField(label=_("Straße und Hausnummer"))
    phone = LineField(label=_("Telefon"), help_text=_("Nur für Rückfragen zu diesem Anliegen."), required=False)
    birthday = DateField(label=_("Geburtsdatum"), help_text=_("Tag, Monat, Jahr"))
    email = EmailField(label=_("E-Mail"), required=False)
    count = forms.IntegerField(label=_("Wie viele?"), min_value=1, max_value=9)
    district = forms.ChoiceField(
        label=_("Ortsteil"),
        choices=[("", _("Bitte wählen")), ("birk", "Birk"), ("breidt", "Breidt"), ("honrath", "Honrath")],
    )
    reference = LineField(label=_("Vorgangsnummer"), required=False)
    text = TextField(label=_("Beschreibung"), max_length=500, rows=3)
    answer = forms.ChoiceField(label=_("Wie möchten Sie Antwort bekommen?"), choices=WAYS, widget=forms.RadioSelect)
    news = forms.MultipleChoiceField(
        label=_("Worüber sollen wir Bescheid geben?"),
        choices=(("state", _("jeder Schritt")), ("end", _("nur das Ergebnis"))),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    privacy = forms.BooleanField(label=_("Ich habe den Datenschutz gelesen"))
    place = CardField(
        label=_("Wo möchten Sie hin?"),
        choices=(("hall", _("Bürgerbüro im Rathaus")), ("video", _("Per Video"))),
        texts={"hall": _("Rathausstraße 4, stufenlos"), "video": _("Sie brauchen Kamera und Mikrofon")},
    )
    photos = FilesField(
        label=_("Foto aufnehmen oder Datei wählen"),
        help_text=_("Bis zu fünf Bilder, je höchstens 20 MB."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].widget.attrs["readonly"] = True


def _wrong_form() -> SampleForm:
    """A form that came back with errors."""
    return SampleForm(
        {
            "street": "Hauptstraße 71",
            "birthday": "31.02.1980",
            "text": "Die Lampe ist aus. " * 30,
            "email": "erika",
            "answer": "mail",
        },
        auto_id="wrong_%s",
    )


def sample_context() -> dict[str, Any]:
    return {
        "current_desk": "components",
        "form": SampleForm(
            initial={
                "street": "Hauptstraße 71",
                "reference": "LOH-2026-004817-K",
                "answer": "mail",
                "place": "hall",
                "text": "Die Lampe ist seit drei Tagen aus.",
            }
        ),
        "wrong": _wrong_form(),
        "icons": ICONS,
        "photo": static("ui/mark.svg"),
        "names": components.keys(),
        "towns": [
            ("lohmar", "Stadt Lohmar"),
            ("ladenburg", "Stadt Ladenburg"),
            ("dormagen", "Stadt Dormagen"),
            ("iserlohn", "Stadt Iserlohn"),
        ],
        "day": date(2026, 11, 19),
        "at": datetime(2026, 11, 15, 17, 52, tzinfo=BERLIN),
        **_lists(),
    }


def _lists() -> dict[str, Any]:
    return {
        "steps": [
            {"label": _("Was"), "state": "done", "href": "#was"},
            {"label": _("Ort"), "state": "current"},
            {"label": _("Beschreiben")},
            {"label": _("Absenden")},
        ],
        "way": [
            {"label": _("Eingegangen"), "state": "done", "note": "15. November"},
            {"label": _("Geprüft"), "state": "done", "note": "16. November"},
            {"label": _("In Arbeit"), "state": "current", "note": _("beim Bauhof")},
            {"label": _("Erledigt"), "note": _("bis 1. Dezember")},
        ],
        "series": [_("Gemeldet"), _("Erledigt")],
        "chart": [
            {"label": "Aug", "values": [34, 28]},
            {"label": "Sep", "values": [41, 39]},
            {"label": "Okt", "values": [58, None], "current": True},
        ],
        "todo": [
            {"label": _("Lampe bestimmt: 2217"), "state": "done"},
            {"label": _("In eine Tour legen"), "state": "now", "note": _("Mittwoch, Tour Nord hat Platz")},
            {"label": _("Reparatur melden, mit Foto")},
        ],
        "tabs": [
            {"label": _("Ideen"), "href": "#a", "current": True, "count": 63},
            {"label": _("Umfrage"), "href": "#b"},
            {"label": _("Termine"), "href": "#c"},
        ],
        "views": [
            {"label": _("Karte"), "href": "#a", "current": True, "icon": "map"},
            {"label": _("Liste"), "href": "#b", "icon": "list"},
        ],
        "filters": [
            {"label": _("Offen"), "href": "#a", "current": True},
            {"label": _("Erledigt"), "href": "#b", "count": 12},
        ],
        "facts": [
            {"label": _("Kosten"), "value": _("37,00 Euro"), "icon": "euro"},
            {"label": _("Dauer"), "value": _("etwa 3 Wochen"), "icon": "clock"},
            {"label": _("Wo"), "value": _("Bürgerbüro"), "icon": "pin", "note": _("Rathausstraße 4")},
        ],
        "keys": [
            {"label": _("Ort"), "value": "Hauptstraße 71"},
            {"label": _("Kanal"), "value": _("Website, Rückweg E-Mail")},
        ],
        "checklist": [
            {"label": _("Ihr alter Ausweis")},
            {"label": _("Ein Foto"), "note": _("höchstens ein halbes Jahr alt")},
        ],
        "links": [
            {"label": _("Umziehen und wohnen"), "href": "#a", "icon": "move"},
            {"label": _("Kind und Familie"), "href": "#b", "icon": "baby"},
        ],
        "hours": [
            {"label": _("Montag bis Freitag"), "value": _("8 bis 12 Uhr")},
            {"label": _("Donnerstag"), "value": _("auch 14 bis 18 Uhr")},
        ],
        "columns": [_("Was"), _("Gültig"), (_("Gebühr"), True)],
        "lines": [
            [_("Ausweis ab 24 Jahren"), _("10 Jahre"), _("37,00 Euro")],
            [_("Ausweis unter 24 Jahren"), _("6 Jahre"), _("22,80 Euro")],
        ],
        "legend": [
            {"label": _("Eingegangen"), "tone": "new"},
            {"label": _("In Arbeit"), "tone": "work"},
            {"label": _("Rückfrage"), "tone": "ask"},
            {"label": _("Erledigt"), "tone": "done"},
            {"label": _("Abgelehnt"), "tone": "stop"},
            {"label": _("Idee"), "tone": "idea"},
            {"label": _("Ort"), "tone": "place"},
        ],
        "crumbs": [
            {"label": _("Start"), "href": "/"},
            {"label": _("Mängel"), "href": "#m"},
            {"label": _("Ihr Anliegen")},
        ],
        "log": [
            {"when": _("heute 14:12"), "label": _("Frist „Antwort“ läuft weiter")},
            {"when": _("Mo 8:31"), "label": _("Status: Eingegangen, jetzt in Arbeit")},
        ],
    }
