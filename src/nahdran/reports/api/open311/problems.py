# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a call: several things at once, each naming its field, with the status that the specification wants.

404 for what is not there, 403 for the key, 400 for everything else; 405, 429 and 503 as HTTP says it.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    status: int
    sentence: str


class Refusal(Exception):
    """The call is answered with these problems; the first one's status is that of the answer."""

    def __init__(self, problems: list[Problem], headers: dict[str, str] | None = None) -> None:
        super().__init__("; ".join(problem.sentence for problem in problems))
        self.problems = problems
        self.headers = headers or {}

    @property
    def status(self) -> int:
        return self.problems[0].status


def refuse(status: int, sentence: object, **headers: str) -> Refusal:
    """One problem alone."""
    return Refusal([Problem(status, str(sentence))], {name.replace("_", "-"): value for name, value in headers.items()})


def not_found(name: str, value: str) -> Refusal:
    """What the call names is not there. The value is not repeated: it may be anything."""
    return refuse(404, _("%(name)s not found: Das gibt es hier nicht.") % {"name": name})


@dataclass
class Problems:
    """Collects what is wrong, so that a client hears everything at once. Names of fields stand first, as clients search for them."""

    found: list[Problem] = field(default_factory=list)

    def missing(self, name: str, sentence: Any = "") -> None:
        self.found.append(Problem(400, f"{name} required: {sentence or _('Diese Angabe fehlt.')}"))

    def invalid(self, name: str, sentence: Any) -> None:
        self.found.append(Problem(400, f"{name} invalid: {sentence}"))

    def raise_any(self) -> None:
        if self.found:
            raise Refusal(self.found)
