# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Public references with a check letter, and codes that people can read out over the phone."""

import re
import secrets

# 23 letters without I, O and Z, which look like digits. 23 is prime, so every single wrong character and every swap of two is found.
CHECK_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXY"
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_REFERENCE = re.compile(r"^([A-Z]{2,4})-?(\d{4})-?(\d{1,9})-?([A-Z])$")


class InvalidReference(ValueError):
    """Not a reference of ours: wrong shape or wrong check letter."""


def check_letter(text: str) -> str:
    """The check letter of a reference without it; everything but letters and digits is passed over."""
    total, weight = 0, 1
    for sign in text.upper():
        if sign in _ALPHABET:
            weight = weight * 5 % 23  # 5 generates all residues modulo 23: 22 different weights in a row
            total += weight * (_ALPHABET.index(sign) % 23)
    return CHECK_LETTERS[total % 23]


def format_reference(prefix: str, year: int, number: int) -> str:
    """``LOH-2026-004817-K``"""
    body = f"{prefix}-{year:04d}-{number:06d}"
    return f"{body}-{check_letter(body)}"


def parse_reference(text: str) -> str:
    """The reference in its one spelling, however somebody typed it; raises InvalidReference."""
    found = _REFERENCE.match(re.sub(r"[\s./_–—]+", "-", text.strip().upper()))
    if not found:
        raise InvalidReference(text)
    reference = format_reference(found[1], int(found[2]), int(found[3]))
    if reference[-1] != found[4]:
        raise InvalidReference(text)
    return reference


def new_code(length: int = 8) -> str:
    """A random code without signs that look alike (40 bits at eight signs; guard it with a rate limit)."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(length))
