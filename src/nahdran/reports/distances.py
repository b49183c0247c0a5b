# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Distances as people say them. Used by pages, feeds and templates."""

from django.utils.formats import number_format

_KILOMETRE = 1000


def distance_in_words(metres: float) -> str:
    """„80 m“, „650 m“, „2,4 km“, „12 km“: no more digits than anybody needs."""
    if metres < _KILOMETRE:
        return f"{round(metres)}\N{NO-BREAK SPACE}m"
    kilometres = metres / _KILOMETRE
    whole = kilometres >= 10 or round(kilometres, 1) == round(kilometres)
    return f"{number_format(round(kilometres, 0 if whole else 1), decimal_pos=0 if whole else 1)}\N{NO-BREAK SPACE}km"
