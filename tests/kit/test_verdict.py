# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A verdict is true or false and carries its reason."""

from nahdran.kit.verdict import YES, no


def test_a_refusal_is_false_and_says_why():
    refusal = no("closed", "Abgeschlossen.", "Öffnen Sie ihn wieder.")

    assert not refusal
    assert (refusal.code, refusal.sentence, refusal.way_on) == ("closed", "Abgeschlossen.", "Öffnen Sie ihn wieder.")
    assert YES
