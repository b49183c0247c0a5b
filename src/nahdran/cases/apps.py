# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``cases``: what every concern has in common."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Cases(Capability):
    name = "nahdran.cases"
    verbose_name = _("Vorgänge")
    citizen_urls = "nahdran.cases.urls.citizen"
    staff_urls = "nahdran.cases.urls.staff"
    rights = (
        Right("cases.read", _("Vorgänge der Einheit lesen"), of_unit=True),
        Right(
            "cases.work",
            _("Vorgänge der Einheit bearbeiten: antworten, zuweisen, weitergeben, abschließen"),
            of_unit=True,
        ),
        Right("cases.confidential", _("vertrauliche Vorgänge der Einheit sehen"), of_unit=True),
        Right("cases.share_filters", _("Filter des Eingangs mit der Einheit teilen"), of_unit=True),
        Right("cases.templates", _("Antwortbausteine pflegen")),
        Right("cases.aftercare", _("Fragen und Fristen nach dem Abschluss einstellen")),
        Right("cases.escalation", _("einrichten, wer vor dem Ende von Fristen gewarnt wird")),
    )
