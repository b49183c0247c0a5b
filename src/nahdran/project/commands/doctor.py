# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``nahdran doctor``: looks at everything a town needs and says what to do. Ends with 1 if something is wrong, so that machines may ask."""

import json

import click

from nahdran.kit.checks import Checked, Level, error, run_checks, worst
from nahdran.kit.checks import HealthCheck as Check
from nahdran.project.commands.django_ready import django_ready

WORDS = {Level.OK: "OK", Level.WARNING: "Warnung", Level.ERROR: "Fehler"}
COLOURS = {Level.OK: "green", Level.WARNING: "yellow", Level.ERROR: "red"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For machines: a list of objects.")
def doctor(*, as_json: bool) -> None:
    """Check database, queue, mail, storage, port, clock, disk, settings and backup."""
    results = _results()
    click.echo(_as_json(results) if as_json else _as_text(results))
    raise SystemExit(1 if worst(results) is Level.ERROR else 0)


def _results() -> list[Checked]:
    """If even the start fails, that is the finding."""
    try:
        with django_ready():
            return run_checks()
    except click.ClickException as failure:
        sentence, advice = (
            failure.format_message(),
            "Bitte zuerst das beheben; alles andere lässt sich erst danach prüfen.",
        )
        return [Checked(Check("project.start", "Start", lambda: error(sentence)), error(sentence, advice))]


def _as_json(results: list[Checked]) -> str:
    lines = [
        {
            "key": result.check.key,
            "label": str(result.check.label),
            "level": str(result.finding.level),
            "sentence": str(result.finding.sentence),
            "advice": str(result.finding.advice),
        }
        for result in results
    ]
    return json.dumps(lines, ensure_ascii=False, indent=1)


def _as_text(results: list[Checked]) -> str:
    width = max(len(str(result.check.label)) for result in results)
    lines = []
    for result in results:
        level = result.finding.level
        word = click.style(f"{WORDS[level]:<8}", fg=COLOURS[level])
        lines.append(f"{word} {result.check.label!s:<{width}}  {result.finding.sentence}")
        if result.finding.advice and level is not Level.OK:
            lines.append(f"{'':<{width + 11}}{result.finding.advice}")
    return "\n".join(lines)
