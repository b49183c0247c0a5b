# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration town: each app brings its own step; ``nahdran demo`` runs them in order, as often as you like."""

from collections.abc import Callable
from dataclasses import dataclass

from nahdran.kit.registry import Registry

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoStep:
    """``run(town, progress)`` brings one part of the town into the state of the demonstration and leaves what is there already."""

    key: str
    order: int
    run: Callable[[str, Progress], None]


demo_steps: Registry[DemoStep] = Registry("demo steps", order=lambda step: (step.order, step.key))


def run_demo(town: str, progress: Progress) -> None:
    """Bring the demonstration of ``town`` (``lohmar``, ... or ``osm:FILE``) into the database."""
    for step in demo_steps:
        step.run(town, progress)
