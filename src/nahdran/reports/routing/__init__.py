# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gets a report: special rules first, from the top; then the most specific cell of the table. Every decision says why in a sentence.

Category and district > category > group and district > group > district > the rest of the town.
"""

from nahdran.reports.routing.conditions import NOTHING, Condition, Told, told_by
from nahdran.reports.routing.decide import RULE_FIELDS, Explanation, NoUnit, RuleBook, explain, rules_for
from nahdran.reports.routing.look import Considered, look_at
from nahdran.reports.routing.words import BY, in_words, said_of

__all__ = [
    "BY",
    "NOTHING",
    "RULE_FIELDS",
    "Condition",
    "Considered",
    "Explanation",
    "NoUnit",
    "RuleBook",
    "Told",
    "explain",
    "in_words",
    "look_at",
    "rules_for",
    "said_of",
    "told_by",
]
