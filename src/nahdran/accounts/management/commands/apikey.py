# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys for other programs from the console: make one (and print it, once), list, revoke. Called by ``nahdran apikey``."""

from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from nahdran.accounts import queries
from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.models import ApiKey
from nahdran.accounts.operations.api_keys import create_api_key, revoke_api_key
from nahdran.accounts.scopes import api_scopes


class Command(BaseCommand):
    help = "Give out, list and revoke keys for other programs."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="make a key and print it, once")
        create.add_argument("--name", required=True, help="who uses it")
        create.add_argument("--scope", action="append", required=True, help=f"may be repeated: {_known()}")
        create.add_argument("--rate", type=int, default=120, help="requests per minute (120)")
        create.add_argument("--expires", metavar="YYYY-MM-DD", help="last day on which it is valid")
        verbs.add_parser("list", help="all keys, without the keys themselves")
        revoke = verbs.add_parser("revoke", help="end a key for good")
        revoke.add_argument("prefix", help="its visible part, as the list shows it")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        getattr(self, f"_{verb}")(**options)

    def _create(self, *, name: str, scope: list[str], rate: int, expires: str | None, **options: Any) -> None:
        if unknown := sorted(set(scope) - set(api_scopes.keys())):
            raise CommandError(f"Unknown scope: {', '.join(unknown)}. Known: {_known()}.")
        if not 1 <= rate <= 10_000:
            raise CommandError("The rate lies between 1 and 10000 requests per minute.")
        try:
            made = create_api_key(
                actor=None, name=name, scopes=scope, rate_per_minute=rate, expires_at=_end_of_day(expires)
            )
        except UnableToChange as refusal:
            raise CommandError(str(refusal.message)) from refusal
        # The key alone on standard output, so that a script can take it; the words for people beside it.
        self.stderr.write(f"{made.row.name}: {', '.join(made.row.scopes)}. Shown this once; keep it in a safe place:")
        self.stdout.write(made.plain)

    def _list(self, **options: Any) -> None:
        for key in queries.api_keys():
            used = f"{key.last_used_at:%Y-%m-%d}" if key.last_used_at else "never"
            self.stdout.write(f"{key.prefix}  {_state(key):8}  {','.join(key.scopes):24}  used {used:10}  {key.name}")

    def _revoke(self, *, prefix: str, **options: Any) -> None:
        key = ApiKey.objects.filter(prefix=prefix.removeprefix("nahdran_").partition("_")[0]).first()
        if key is None:
            raise CommandError(f"There is no key {prefix}. nahdran apikey list shows them.")
        revoke_api_key(actor=None, key=key)
        self.stdout.write(f"{key.prefix} ({key.name}) is no longer valid.")


def _known() -> str:
    return ", ".join(scope.key for scope in api_scopes)


def _end_of_day(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError("The day looks like this: 2030-12-31.") from error
    return timezone.make_aware(datetime.combine(day, time.max))


def _state(key: ApiKey) -> str:
    if key.revoked_at:
        return "revoked"
    return "expired" if key.expires_at and key.expires_at <= timezone.now() else "valid"
