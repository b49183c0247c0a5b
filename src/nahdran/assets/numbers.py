# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers on masts and bins, made comparable: people type „Laterne 0815“, „LA-815“ or „la 815“ and mean the same thing."""

import re

from nahdran.assets.enums import Scheme
from nahdran.kit.text import clean_line, fold

MAX_NUMBER = 40
_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def comparable(number: str, scheme: str) -> str:
    """Lower case without spaces and signs; in some lists without zeros in front of digits either. Empty if nothing is left."""
    folded = fold(clean_line(number))
    if scheme == Scheme.ZEROS:
        folded = _ZEROS.sub("", folded)
    return _OTHER_SIGNS.sub("", folded)[:MAX_NUMBER]


def meant_by(text: str, scheme: str) -> set[str]:
    """What may be meant by what somebody typed: all of it, or only the words in which a digit stands."""
    words = clean_line(text)[:120].split()
    numbered = [word for word in words if any(sign.isdigit() for sign in word)]
    found = {comparable(" ".join(words), scheme), comparable(" ".join(numbered), scheme)}
    return found - {""}
