# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Health checks: each app says in its ``checks.py`` how to see whether its part works. Asked by ``nahdran doctor``, by /readyz
and by the administrator's page, so that all three say the same. No check may change data that people see, or take long.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import structlog

from nahdran.kit.registry import Registry

log = structlog.get_logger(__name__)


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: a German sentence, and what to do about it."""

    level: Level
    sentence: Any
    advice: Any = ""


def ok(sentence: object) -> Finding:
    return Finding(Level.OK, sentence)


def warning(sentence: object, advice: object = "") -> Finding:
    return Finding(Level.WARNING, sentence, advice)


def error(sentence: object, advice: object = "") -> Finding:
    return Finding(Level.ERROR, sentence, advice)


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """``run`` looks and answers within a few seconds. ``readiness``: without it this process must not get requests (asked by /readyz)."""

    key: str
    label: Any
    run: Callable[[], Finding]
    order: int = 100
    readiness: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    check: HealthCheck
    finding: Finding


health_checks: Registry[HealthCheck] = Registry("health checks", order=lambda check: (check.order, check.key))


def register(check: HealthCheck) -> HealthCheck:
    return health_checks.register(check.key, check)


def from_problems(problems: Iterable[object], fine: object) -> Finding:
    """The finding of a ``check_config()``, which answers with sentences that say what is wrong and what to do."""
    sentences = [str(problem) for problem in problems]
    return error(" ".join(sentences)) if sentences else ok(fine)


def run_checks(*, readiness: bool = False) -> list[Checked]:
    """Run all checks, or only those that readiness depends on. A check that breaks is an error like any other, not the end of the run."""
    return [Checked(check, _run(check)) for check in health_checks if check.readiness or not readiness]


def _run(check: HealthCheck) -> Finding:
    try:
        return check.run()
    except Exception as failure:  # noqa: BLE001  whatever breaks inside a check is what the check has found
        log.warning("check_failed", check=check.key, error=type(failure).__name__)
        return error(
            f"Die Prüfung selbst ist gescheitert ({type(failure).__name__}).",
            "Bitte das Protokoll des Servers ansehen.",
        )


def worst(results: Iterable[Checked]) -> Level:
    levels = {result.finding.level for result in results}
    return next((level for level in (Level.ERROR, Level.WARNING) if level in levels), Level.OK)
