# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answer to "may they?": yes, or no with a code, a sentence and the way on. Rules return it; views and templates show it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Verdict:
    allowed: bool
    code: str = ""
    sentence: Any = ""
    way_on: Any = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(code: str, sentence: object, way_on: object = "") -> Verdict:
    return Verdict(allowed=False, code=code, sentence=sentence, way_on=way_on)
