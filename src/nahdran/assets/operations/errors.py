# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can keep a file from being taken in, in a sentence that says what to do."""


class UnableToTakeIn(Exception):
    """``field`` names the form field that the sentence belongs to; empty for the whole form."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.field = sentence, field
