# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Verbs that run one of Django's commands with the right database: the embedded one is started for the while if nothing runs."""

import os

import click

from nahdran.project.commands.django_ready import django_ready

PASS_ON = {"ignore_unknown_options": True, "help_option_names": []}


def run_django(*arguments: str) -> None:
    with django_ready():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["nahdran manage", *arguments])


@click.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands, with the database of this deployment."""
    run_django(*arguments)


@click.command()
@click.option("--concurrency", default=2, show_default=True, help="Jobs at the same time.")
def worker(concurrency: int) -> None:
    """Work off what pages leave for later: mails, pictures, periodic tasks."""
    patience = "--shutdown-graceful-timeout=20"
    run_django("procrastinate", "worker", f"--concurrency={concurrency}", patience, "--name=nahdran")


@click.command()
@click.option("--town", help="lohmar, ladenburg, dormagen, iserlohn or osm:FILE (an OpenStreetMap extract).")
def demo(town: str | None) -> None:
    """Bring the demonstration town into the database. What is there stays."""
    os.environ["NAHDRAN_DEMO"] = "1"
    if town:
        os.environ["TOWN"] = town
    run_django("prepare", "--demo")


@click.command("import-osm", context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def import_osm(arguments: tuple[str, ...]) -> None:
    """Take boundary, districts, streets, addresses and map from an OpenStreetMap extract."""
    run_django("import_osm", *arguments)


@click.command("import-assets", context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def import_assets(arguments: tuple[str, ...]) -> None:
    """Take in lamps, benches or containers with numbers: FILE --layer NAME [--dry-run] [--part]."""
    run_django("import_assets", *arguments)


@click.command("import-reports", context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def import_reports(arguments: tuple[str, ...]) -> None:
    """Take over the reports of another system: FILE --source NAME [--dry-run]."""
    run_django("import_reports", *arguments)


@click.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def createstaff(arguments: tuple[str, ...]) -> None:
    """Make a sign-in for a person of the staff."""
    run_django("createstaff", *arguments)


@click.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def apikey(arguments: tuple[str, ...]) -> None:
    """Keys for other programs: create --scope SCOPE --name NAME, list, revoke PREFIX."""
    run_django("apikey", *arguments)


@click.group()
def audit() -> None:
    """The log of who did what."""


@audit.command("verify", context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def audit_verify(arguments: tuple[str, ...]) -> None:
    """Check that no entry was changed or removed."""
    run_django("audit_verify", *arguments)
