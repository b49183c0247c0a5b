# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting a password by its owner."""

from django.db import transaction

from nahdran.accounts import actions
from nahdran.accounts.models import Session, User
from nahdran.audit.operations import record


@transaction.atomic
def set_password(*, person: User, password: str, keep_session: str | None = None) -> None:
    """Set a checked password and end all other sessions; links to set one die with the old password."""
    person.set_password(password)
    person.save(update_fields=["password"])
    Session.objects.filter(user_id=person.pk).exclude(session_key=keep_session or "").delete()
    record(action=actions.PASSWORD_SET, actor=person, obj=person)
