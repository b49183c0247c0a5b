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


# Why a case cannot be split, by the code of UnableToSplit.
NOT_SPLIT = {
    "kind": _("Vorgänge dieser Art lassen sich nicht aufteilen."),
    "closed": _("Dieser Vorgang ist abgeschlossen."),
    "confidential": _("Vertrauliche Vorgänge lassen sich nicht aufteilen. Heben Sie zuerst die Vertraulichkeit auf."),
    "is_part": _("Dieser Vorgang ist selbst ein Teil."),
    "count": _("Ein Anliegen kann einen bis zehn Teile haben."),
}


def why_not_split(code: str) -> str:
    return str(NOT_SPLIT[code])


# Why a step for many cases left one alone.
NOT_DONE = {
    **NOT_MERGED,
    "not_readable": _("Sie dürfen ihn nicht lesen."),
    "not_yours": _("Er gehört zu einer Einheit, in der Sie nicht bearbeiten dürfen."),
    "outdated": _("Er hat sich geändert, seit Sie ihn ausgewählt haben. Sehen Sie ihn sich erst an."),
    "other_unit": _("Die Person arbeitet nicht in der zuständigen Einheit."),
    "is_so": _("Das ist schon so."),
    "no_way": _("Aus seinem Stand heraus geht das nicht."),
    "open_parts": _("Er hat Teile, die noch offen sind."),
    "no_words": _("Es fehlt ein Text."),
    "closed": _("Er ist abgeschlossen."),
    "confidential": _("Er ist vertraulich. Das geht nur einzeln."),
    "stays": _("Er bleibt offen, die anderen gehen in ihm weiter."),
    "failed": _("Ein Fehler ist aufgetreten. Versuchen Sie es bei diesem Vorgang einzeln."),
}


def why_not_done(code: str) -> str:
    return str(NOT_DONE.get(code, NOT_DONE["failed"]))
