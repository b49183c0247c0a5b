# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sentences for what an operation refuses, by its code: for the forms of the desk and for the pages that do many at once."""

from django.utils.translation import gettext_lazy as _

# Why two cases cannot become one, by the code of UnableToMerge.
NOT_MERGED = {
    "kind": _("Die beiden Vorgänge sind von verschiedener Art. Sie können sie stattdessen verbinden."),
    "confidential": _(
        "Vertrauliche Vorgänge lassen sich nicht zusammenführen. Heben Sie zuerst die Vertraulichkeit auf."
    ),
    "closed": _("Der Vorgang, der geschlossen werden soll, ist schon abgeschlossen."),
    "merged": _("Der Vorgang, der geschlossen werden soll, ist schon mit einem anderen zusammengeführt."),
    "target_closed": _("Der Vorgang, der bleiben soll, ist abgeschlossen. Öffnen Sie ihn erst wieder."),
    "circle": _("Der andere Vorgang geht schon in diesem hier weiter."),
    "has_parts": _(
        "Der Vorgang, der geschlossen werden soll, ist in Teile aufgeteilt. Schließen Sie zuerst die Teile."
    ),
    "own_part": _("Ein Teil kann nicht mit dem Vorgang zusammengeführt werden, von dem er abgeteilt ist."),
    "not_merged": _("Dieser Vorgang ist mit keinem anderen zusammengeführt."),
}


def why_not_merged(code: str) -> str:
    return str(NOT_MERGED[code])
