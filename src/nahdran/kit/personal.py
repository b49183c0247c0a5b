# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Personal data in what people write: e-mail addresses, telephone numbers, number plates, IBANs, names after "Herr" and "Frau".

Pure functions. The rules lie in ``personal.json``, which browsers read too (``client/personal`` of the apps that warn while typing). A finding is
a proposal: the warning blocks nothing, and what is taken out of a text is decided by a person.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EMAIL, PHONE, PLATE, IBAN, NAME = "email", "phone", "plate", "iban", "name"
KINDS = (EMAIL, PHONE, PLATE, IBAN, NAME)
REMOVED = "[…]"

_data: dict[str, Any] = json.loads((Path(__file__).parent / "personal.json").read_text(encoding="utf-8"))
_codes = frozenset(_data["plate_codes"].split())
_no_names, _titles = frozenset(_data["no_names"].split()), frozenset(_data["titles"].split())
_ADDRESSED = {"Herr", "Herrn", "Frau", "Familie", "Eheleute"}
_things, _phone_words = re.compile(_data["things"]), re.compile(_data["phone_words"])
_date, _norms = re.compile(_data["date"]), re.compile(_data["norms"])
_places = re.compile(_data["places"])
_code = re.compile(r"^[A-ZÄÖÜ]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """``text[start:end]`` looks like personal data of this kind."""

    kind: str
    start: int
    end: int
    text: str


def find_personal(text: str) -> list[Finding]:
    """Everything in ``text`` that looks like personal data, in its order; two findings never overlap."""
    taken: list[Finding] = []
    for kind, pattern, check in _rules:
        for match in pattern.finditer(text):
            inner = match[match.lastindex or 0].rstrip()
            # The group stands at the end of the match, so that both languages find its place in the same way.
            start = match.start() if not match.lastindex else match.end() - len(match[match.lastindex])
            finding = Finding(kind, start, start + len(inner), inner)
            if check(finding, text) and not _overlaps(finding, taken):
                taken.append(finding)
    return sorted(taken, key=lambda finding: finding.start)


def redact(text: str, findings: Iterable[Finding], *, mark: str = REMOVED) -> str:
    """The text without these places. They may come in any order and may overlap."""
    result, at = [], 0
    for finding in sorted(findings, key=lambda item: (item.start, -item.end)):
        if finding.end <= at:
            continue
        if finding.start >= at:
            result += [text[at : finding.start], mark]
        at = finding.end
    return "".join([*result, text[at:]])


def _overlaps(finding: Finding, others: Iterable[Finding]) -> bool:
    return any(finding.start < other.end and other.start < finding.end for other in others)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign in "0123456789")


def _always(finding: Finding, text: str) -> bool:
    return True


def _is_iban(finding: Finding, text: str) -> bool:
    """Check digits of ISO 13616; without them any long number in capital letters would be one."""
    plain = finding.text.replace(" ", "")
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _is_plate(finding: Finding, text: str) -> bool:
    """Only with a district that exists, which keeps out most other combinations of letters and digits."""
    plain = finding.text.upper()
    code = _code.match(plain)
    return bool(code) and code[0] in _codes and not _norms.match(plain)  # type: ignore[index]


def _is_phone(finding: Finding, text: str) -> bool:
    """Not a day, not the number of a lamp. A word for telephones before it outdoes both."""
    before = text[max(0, finding.start - 40) : finding.start]
    if not 7 <= len(_digits(finding.text)) <= 15 or _date.match(finding.text):
        return False
    return bool(_phone_words.search(before)) or not _things.search(before)


def _is_called(finding: Finding, text: str) -> bool:
    return len(_digits(finding.text)) >= 4 and _digits(finding.text) not in _data["public_numbers"]


def _is_name(finding: Finding, text: str) -> bool:
    """Not "Frau Bürgermeisterin", not "Frau Ende vierzig", not a street named after somebody."""
    words = [word for word in finding.text.split() if not word.endswith(".")]
    words = words[1:] if words and words[0] in _ADDRESSED else words
    if not words:
        return False
    if words[0] in _no_names and not (words[0] in _titles and len(words) > 1):
        return False
    after = text[finding.end : finding.end + 20]
    return not (_places.search(words[-1]) or _places.match(after.lstrip(" -")))


_CHECKS: dict[str, Callable[[Finding, str], bool]] = {
    "": _always,
    "iban": _is_iban,
    "plate": _is_plate,
    "phone": _is_phone,
    "called": _is_called,
    "name": _is_name,
}
_rules = [
    (rule["kind"], re.compile(rule["pattern"], re.IGNORECASE if rule["flags"] == "i" else 0), _CHECKS[rule["check"]])
    for rule in _data["rules"]
]
