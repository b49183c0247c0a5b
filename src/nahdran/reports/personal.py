# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Personal data in what people report, with the German word for each kind. The rules themselves are ``kit.personal``.

Asked by the form before it is sent, where it is a warning and never a refusal, and by the desk before a text becomes public.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext_lazy as _

from nahdran.kit.personal import EMAIL, IBAN, NAME, PHONE, PLATE, REMOVED, find_personal

LABELS: dict[str, Any] = {
    EMAIL: _("E-Mail-Adresse"),
    PHONE: _("Telefonnummer"),
    PLATE: _("Kennzeichen"),
    IBAN: _("Kontonummer"),
    NAME: _("Name"),
}


@dataclass(frozen=True, slots=True)
class Found:
    label: Any
    text: str


def found_in(texts: Iterable[str]) -> list[Found]:
    """What looks like personal data in these texts, each thing once, in their order."""
    seen = {(finding.kind, finding.text): None for text in texts for finding in find_personal(text)}
    return [Found(LABELS[kind], text) for kind, text in seen]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. ``label`` says what it looks like, if it looks like personal data; in a comparison ``change`` is "gone" or "new"."""

    text: str
    label: Any = ""
    change: str = ""


def marked(text: str) -> list[Piece]:
    """The whole text in pieces, with the kind in words where something was found."""
    pieces, at = [], 0
    for finding in find_personal(text):
        pieces += [Piece(text[at : finding.start]), Piece(finding.text, LABELS[finding.kind])]
        at = finding.end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def taken_out(text: str, words: Iterable[str]) -> str:
    """The text without these words, wherever they stand alone in it; the longest first, so that none is taken apart by another."""
    for word in sorted(set(words) - {""}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", REMOVED, text)
    return text


def compared(before: str, after: str) -> list[Piece]:
    """What of ``before`` is gone and what is new in ``after``, word by word."""
    old, new = (re.findall(r"\[…\]|\s+|\w+|[^\w\s]", text) for text in (before, after))
    pieces: list[Piece] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[start:end]), "".join(new[begin:stop])
        pieces += [Piece(came)] if kind == "equal" else [Piece(gone, change="gone"), Piece(came, change="new")]
    return [piece for piece in pieces if piece.text]
