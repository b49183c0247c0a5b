# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of ``fieldwork``: work that is given out for a case, to firms and to crews."""

from django.utils.translation import gettext_lazy as _

from nahdran.fieldwork.rules import CREW, MANAGE, ORDER
from nahdran.kit.capability import Capability
from nahdran.kit.rights import Right


class Fieldwork(Capability):
    name = "nahdran.fieldwork"
    verbose_name = _("Aufträge")
    citizen_urls = "nahdran.fieldwork.urls.citizen"
    staff_urls = "nahdran.fieldwork.urls.staff"
    rights = (
        Right(ORDER, _("Aufträge an Firmen und Trupps vergeben, einplanen und abnehmen"), of_unit=True),
        Right(CREW, _("unterwegs Aufträge des eigenen Trupps erledigen"), of_unit=True),
        Right(MANAGE, _("Firmen und Trupps einrichten")),
    )
