# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Walks the chain of the log from its first entry. Called by ``nahdran audit verify``; ends with status 1 if something does not fit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nahdran.audit.operations import verify


class Command(BaseCommand):
    help = (
        "Check the hash chain of the audit log. Note its end outside of the database, and give it back with --expect."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect", metavar="POSITION:HASH", help="An end of the chain noted earlier; it must still be there."
        )

    def handle(self, *args: Any, expect: str | None, **options: Any) -> None:
        result = verify(expect=_parse(expect) if expect else None)
        if not result.ok:
            raise CommandError(
                f"The log does not fit at position {result.broken_at} ({result.reason}). {result.checked} entries before it fit."
            )
        self.stdout.write(f"{result.checked} entries fit, {result.unsealed} wait for their seal.")
        self.stdout.write(f"End of the chain: {result.checked}:{result.end}")


def _parse(text: str) -> tuple[int, str]:
    position, _, digest = text.partition(":")
    if not position.isdecimal() or len(digest) != 64:
        raise CommandError("--expect takes POSITION:HASH, as this command prints it.")
    return int(position), digest
