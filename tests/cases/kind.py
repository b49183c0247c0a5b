# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A kind of case for tests: a workflow with every sort of step, and a record of what the core told it."""

from collections.abc import Iterable
from contextlib import contextmanager

from nahdran.cases.kinds import CaseKind, Decision, Line, Panel, Status, Targets, Workflow, kinds
from nahdran.cases.models import Case
from nahdran.cases.slots import CaseSection, Site, case_sections, sites

WORKFLOW = Workflow(
    statuses=(
        Status("NEW", "Eingegangen", "Eingegangen", "Wir sehen uns Ihr Anliegen an.", 0, action="Zurücklegen"),
        Status("CHECKED", "Geprüft", "Geprüft", "Wir planen den nächsten Schritt.", 1, action="Prüfung melden"),
        Status("WORK", "In Arbeit", "In Arbeit", "Wir kümmern uns darum.", 2, "work", action="In Arbeit nehmen"),
        Status(
            "ASKED", "Rückfrage", "Rückfrage", "Bitte antworten Sie uns.", 2, "ask", pauses=True, action="Rückfrage"
        ),
        Status("ANSWERED", "Antwort da", "In Arbeit", "Ihre Antwort ist da.", 2, "ask", action="Antwort merken"),
        Status(
            "DONE",
            "Erledigt",
            "Erledigt",
            "Ihr Anliegen ist erledigt.",
            3,
            "done",
            closes=True,
            action="Erledigt melden",
        ),
        Status(
            "REFUSED", "Abgelehnt", "Abgelehnt", "Das können wir nicht tun.", 3, "stop", closes=True, action="Ablehnen"
        ),
        Status(
            "DUPLICATE",
            "Schon gemeldet",
            "Schon gemeldet",
            "Das hat schon jemand gemeldet.",
            3,
            "stop",
            closes=True,
            action="Als schon gemeldet schließen",
        ),
        Status("WITHDRAWN", "Zurückgezogen", "Zurückgezogen", "Sie haben zurückgezogen.", 3, "stop", closes=True),
    ),
    changes={
        "NEW": ("CHECKED", "WORK", "ASKED", "DONE", "REFUSED", "DUPLICATE", "WITHDRAWN"),
        "CHECKED": ("WORK", "ASKED", "DONE", "REFUSED", "DUPLICATE", "WITHDRAWN"),
        "WORK": ("ASKED", "DONE", "REFUSED", "DUPLICATE", "WITHDRAWN"),
        "ASKED": ("WORK", "ANSWERED", "DONE", "REFUSED", "DUPLICATE", "WITHDRAWN"),
        "ANSWERED": ("WORK", "ASKED", "DONE", "REFUSED", "DUPLICATE", "WITHDRAWN"),
        "DONE": ("WORK",),
        "REFUSED": ("WORK",),
        "DUPLICATE": ("WORK",),
    },
    initial="NEW",
    asked="ASKED",
    answered="ANSWERED",
    working="WORK",
    confirms=("DONE",),
    reopens=("DONE", "REFUSED", "DUPLICATE"),
)


class TestKind(CaseKind):
    key = "test"
    label = "Anliegen"
    icon = "report"
    workflow = WORKFLOW
    __test__ = False

    def __init__(self) -> None:
        self.told: list[tuple[int, str]] = []
        self.forgotten: list[int] = []
        self.proposal: Decision | None = None

    def lines(self, case_ids: Iterable[int]) -> dict[int, Line]:
        return {pk: Line(place="Hauptstraße 71, Lohmar", category="Beleuchtung") for pk in case_ids}

    def citizen_panel(self, case: Case) -> Panel:
        return Panel("tests/kind_citizen.html", {"place": "Hauptstraße 71, Lohmar"})

    def staff_panel(self, case: Case) -> Panel:
        return Panel("tests/kind_staff.html", {"place": "Hauptstraße 71, Lohmar"})

    def route(self, case: Case) -> Decision:
        return self.proposal or Decision(case.unit_id, "Bleibt in der Einheit.")

    def targets(self, case: Case) -> Targets:
        return Targets(first_answer_days=3, settle_days=15)

    def changed(self, case: Case) -> None:
        self.told.append((case.pk, case.status))

    def forget(self, case: Case) -> None:
        self.forgotten.append(case.pk)


@contextmanager
def registered():
    """The kind, known to the core for as long as a test runs."""
    kind = TestKind()
    kinds._items[kind.key] = kind
    try:
        yield kind
    finally:
        del kinds._items[kind.key]


def places(case_ids: Iterable[int]) -> dict[int, Site]:
    return {pk: Site(7.215, 50.84, "Hauptstraße 71", "Lohmar") for pk in case_ids}


@contextmanager
def placed():
    """The kind knows where its cases are."""
    sites._items[TestKind.key] = places
    try:
        yield
    finally:
        del sites._items[TestKind.key]


@contextmanager
def section(**fields):
    """A section of another app on the page of a case."""
    made = CaseSection(**{"key": "test", "template": "tests/section.html", **fields})
    case_sections.register(made.key, made)
    try:
        yield made
    finally:
        del case_sections._items[made.key]
