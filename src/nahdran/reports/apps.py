# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``reports``: defects on the map."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Reports(Capability):
    name = "nahdran.reports"
    verbose_name = _("Mängelmelder")
    citizen_urls = "nahdran.reports.urls.citizen"
    staff_urls = "nahdran.reports.urls.staff"
    machine_urls = "nahdran.reports.urls.machines"
    api = {"": "nahdran.reports.api.v1:router"}
    api_documents = ("nahdran.reports.api.open311.openapi:open311_document",)
    rights = (
        Right("reports.release", _("Meldungen für die Öffentlichkeit freigeben und zurückziehen"), of_unit=True),
        Right("reports.screen", _("Verdächtige Meldungen annehmen oder verwerfen"), of_unit=True),
        Right("reports.alarm", _("Besondere Lagen (Unwetter, Hochwasser) ein- und ausschalten"), of_unit=True),
        Right("reports.statistics", _("Zahlen des Mängelmelders mit Einheiten sehen"), of_unit=True),
        Right("reports.manage", _("Arten von Mängeln, Fragen, Fristen und Zuständigkeiten einrichten")),
    )
