# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a feature tells the core about its kind of case. The core renders list, timeline and thread; the rest comes from here.

Features register a ``CaseKind`` in their ``kind.py``. Nothing in the core ever asks which kind it has in its hands.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from nahdran.kit.registry import Registry

if TYPE_CHECKING:
    from nahdran.cases.models import Case


@dataclass(frozen=True, slots=True)
class Status:
    """One state of a workflow, with the words for the staff and the words for the public."""

    key: str
    label: Any
    public_label: Any
    # The sentence that opens the citizen's page: what happens next, who does it.
    public_text: Any
    # 0 received, 1 checked, 2 in work, 3 done: the four stations of the way that a citizen sees
    phase: int
    # neutral, work, ask, done, stop: sign and colour of the badge and of the pin
    tone: str = "neutral"
    pauses: bool = False
    closes: bool = False
    # Verb for the button that leads here, for instance "Erledigt melden"
    action: Any = ""
    # Another look of the badge than the tone has, as the design system names it.
    look: str = ""

    @property
    def badge(self) -> str:
        """The tone of the badge as the design system names it."""
        return self.look or ("new" if self.tone == "neutral" else self.tone)


@dataclass(frozen=True)
class Workflow:
    """The table of allowed changes. ``asked`` waits for the citizen; an answer then leads to ``answered``."""

    statuses: tuple[Status, ...]
    changes: Mapping[str, tuple[str, ...]]
    initial: str
    asked: str
    answered: str
    working: str
    # Where the person leads who takes the concern back, if the table knows that status.
    withdrawn: str = "WITHDRAWN"
    # Where a case ends that goes on in another one, if the table knows that status.
    duplicate: str = "DUPLICATE"
    # After which closings the person is asked whether it is really settled, and after which they may ask to look again.
    confirms: tuple[str, ...] = ()
    reopens: tuple[str, ...] = ()

    def status(self, key: str) -> Status:
        for status in self.statuses:
            if status.key == key:
                return status
        known = ", ".join(status.key for status in self.statuses)
        raise LookupError(f"No status {key!r} in this workflow. Known: {known}.")

    def next_of(self, key: str) -> list[Status]:
        return [self.status(name) for name in self.changes.get(key, ())]

    def allows(self, start: str, end: str) -> bool:
        return end in self.changes.get(start, ())

    def open_keys(self) -> list[str]:
        return [status.key for status in self.statuses if not status.closes]


@dataclass(frozen=True, slots=True)
class Line:
    """What a list shows of a case beside its title."""

    place: str = ""
    category: str = ""
    icon: str = "report"
    thumb: str = ""
    # What somebody has to know before they open it ("beanstandet"); empty on most days.
    warning: Any = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of a page that the kind, or another app (``slots.CaseSection``), renders itself.

    The desk includes the template twice, with ``part`` "media" (pictures and map, in that order) and "side" (sections with facts and what
    lies near); the citizen's page once, with ``part`` "side". Inside the desk ``case`` is the case.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a case goes and why: in a sentence for the reader of this moment, and as the facts behind it for all later ones.

    ``facts`` says under ``by`` whose words it needs (``reasons``); without facts the sentence itself is kept. ``assignee_id`` names who gets
    it at once, if they still work in the unit.
    """

    unit_id: int
    because: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    assignee_id: int | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """Working days until the first answer and until it is settled."""

    first_answer_days: int
    settle_days: int


class CaseKind(ABC):
    """At most twelve members, so that the core stays narrow."""

    key: ClassVar[str]
    label: ClassVar[Any]
    icon: ClassVar[str]
    workflow: ClassVar[Workflow]

    @abstractmethod
    def lines(self, case_ids: Iterable[int]) -> dict[int, Line]:
        """The list lines of many cases with a constant number of queries."""

    @abstractmethod
    def citizen_panel(self, case: "Case") -> Panel: ...

    @abstractmethod
    def staff_panel(self, case: "Case") -> Panel: ...

    @abstractmethod
    def route(self, case: "Case") -> Decision:
        """Where the case should go by the rules of today; the desk proposes it when somebody hands the case on."""

    @abstractmethod
    def targets(self, case: "Case") -> Targets:
        """The promises by the settings of today; used when a settled case is opened again."""

    def changed(self, case: "Case") -> None:
        """Called inside the transaction after status, unit or confidentiality has changed: the feature keeps its own columns, and takes
        back what a confidential case must not show to the public."""

    def forget(self, case: "Case") -> None:
        """Called inside the transaction when the people of a case are to be forgotten: drop what could name them."""

    def public_address(self, case: "Case") -> str:
        """The address of the public page of this case, or nothing."""
        return ""


kinds: Registry[CaseKind] = Registry("case kinds")
# From the ``by`` of a decision's facts to the sentence in the language of the reader.
reasons: Registry[Callable[[Mapping[str, Any]], str]] = Registry("reasons of routing")


def register(kind: CaseKind) -> CaseKind:
    return kinds.register(kind.key, kind)
