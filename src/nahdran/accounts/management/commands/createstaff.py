# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sets up a member of staff from the console and prints the link to set a password. Called by ``nahdran createstaff``."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.links import hours_valid, password_link
from nahdran.accounts.models import Role
from nahdran.accounts.operations.people import invite


class Command(BaseCommand):
    help = "Set up a member of staff and print a one-time link to set the password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument(
            "--role",
            action="append",
            default=[],
            help="Key of a role; may be given several times. Default: administrator.",
        )

    def handle(self, *args: Any, email: str, name: str, role: list[str], **options: Any) -> None:
        keys = role or [Role.ADMINISTRATOR]
        found = {each.key: each for each in Role.objects.filter(key__in=keys)}
        if missing := sorted(set(keys) - set(found)):
            known = ", ".join(Role.objects.values_list("key", flat=True))
            raise CommandError(f"Unknown role: {', '.join(missing)}. Known: {known}.")
        try:
            validate_email(email)
            person = invite(actor=None, email=email, name=name, roles=found.values(), by_mail=False)
        except (UnableToChange, ValidationError) as refusal:
            raise CommandError(str(getattr(refusal, "message", refusal))) from refusal
        self.stdout.write(f"{person.name} <{person.email}>: {', '.join(each.name for each in found.values())}")
        self.stdout.write(f"One-time link to set the password, valid for {hours_valid()} hours:")
        self.stdout.write(password_link(person))
