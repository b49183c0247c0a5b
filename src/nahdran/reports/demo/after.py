# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the invented people of the demonstration say after a closing, and about reports that are still open."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from nahdran.cases.enums import Again, Aspect, HintOrigin, HintSort
from nahdran.cases.models import Case, ClosingAnswer, StatusChange, Submission
from nahdran.cases.operations import ask_again, give_hint, keep_closed, receive_message
from nahdran.kit import clock
from nahdran.reports.demo.stories import clerk_of
from nahdran.reports.models import Report
from nahdran.reports.operations.opening import KIND
from nahdran.reports.workflow import DONE

_MARK = "demo:after"
_ANSWERS, _SETTLED, _RATES = 0.45, 0.9, 0.7
_COMMENTS = ("Das ging schneller als gedacht.", "Danke, jetzt ist es wieder hell.", "Schön wäre ein Foto vom Ergebnis.")
_HINTED = 3


def speak_after() -> int:
    """Once; returns how many answers were added."""
    if Submission.objects.filter(key=_MARK).exists():
        return 0
    answers = ClosingAnswer.objects.bulk_create(_answers(Random(11)), ignore_conflicts=True)  # noqa: S311  a demonstration
    cases = list(_told_lately())
    if cases:
        Submission.objects.create(key=_MARK, case=cases[0])
        _speak(cases)
    _hint()
    return len(answers)


def _answers(dice: Random) -> Iterator[ClosingAnswer]:
    changes = StatusChange.objects.filter(case__kind=KIND, case__status=DONE, end=DONE).order_by("id")
    for change in changes.iterator():
        if dice.random() > _ANSWERS:
            continue
        is_settled = dice.random() < _SETTLED
        at = min(change.at + timedelta(hours=dice.randint(1, 150)), clock.now())
        rates = is_settled and dice.random() < _RATES
        score = dice.choices((5, 4, 3, 2, 1), (40, 35, 15, 6, 4))[0] if rates else None
        yield ClosingAnswer(
            case_id=change.case_id,
            change=change,
            answered_at=at,
            is_settled=is_settled,
            score=score,
            good=[dice.choice(Aspect.values)] if rates and score and score > 3 else [],
            bad=[Aspect.SPEED] if rates and score and score < 3 else [],
            comment=dice.choice(_COMMENTS) if rates and dice.random() < 0.1 else "",
        )


def _told_lately() -> Iterator[Case]:
    """Stories that were settled within the last weeks."""
    since = clock.now() - timedelta(days=20)
    told = Submission.objects.filter(key__startswith="demo:report:").values("case_id")
    yield from (
        Case.objects.select_related("unit").filter(pk__in=told, status=DONE, closed_at__gt=since).order_by("id")[:3]
    )


def _speak(cases: list[Case]) -> None:
    """One asks to look again, one did and was refused, one only says thank you."""
    ask_again(case=cases[0], reason=Again.BROKEN, text="Seit gestern Abend ist es wieder so wie vorher.")
    if len(cases) > 1:
        ask_again(case=cases[1], reason=Again.PARTLY, text="Ein Stück davon liegt noch da.")
        clerk = clerk_of(cases[1])
        if clerk is not None:
            reason = "Wir waren noch einmal vor Ort. Was dort liegt, gehört zum Grundstück nebenan. Wir haben den Eigentümer gebeten, es zu räumen."
            keep_closed(case=cases[1], actor=clerk, public_reason=reason)
    if len(cases) > 2:
        receive_message(case=cases[2], text="Vielen Dank, das sieht jetzt gut aus.")


def _hint() -> None:
    rows = Report.objects.filter(is_open=True, release="RELEASED").select_related("case").order_by("pk")
    for number, report in enumerate(rows[:_HINTED]):
        for _count in range(number + 1):
            give_hint(case=report.case, sort=HintSort.STILL if number == 1 else HintSort.GONE, origin=HintOrigin.PUBLIC)
