# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The account of a citizen: made at the first sign-in, a copy of its data on request, gone for good when its person wants it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nahdran.accounts import actions
from nahdran.accounts.enums import Kind
from nahdran.accounts.erasers import erasers
from nahdran.accounts.errors import UnableToChange
from nahdran.accounts.exports import exports
from nahdran.accounts.models import Session, User
from nahdran.audit.operations import record


@transaction.atomic
def citizen_for(*, email: str, language: str = "de") -> User | None:
    """The account of a proven address, made if there is none yet. None for staff and locked accounts."""
    person, is_new = User.objects.get_or_create(
        email=email.strip().lower(), defaults={"kind": Kind.CITIZEN, "language": language}
    )
    if person.kind != Kind.CITIZEN or not person.is_active:
        return None
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
        record(action=actions.CITIZEN_REGISTERED, actor=person, obj=person)
    return person


@transaction.atomic
def save_own_details(*, person: User, name: str, language: str) -> None:
    """A person's own name and language; the address is their key and changes only with proof."""
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])


@transaction.atomic
def export_data(*, person: User) -> dict[str, Any]:
    """Everything all apps hold about a person, ready for JSON."""
    record(action=actions.DATA_EXPORTED, actor=person, obj=person)
    own = {
        "email": person.email,
        "name": person.name,
        "language": person.language,
        "created_at": person.created_at.isoformat(),
        "last_seen_at": person.last_seen_at.isoformat() if person.last_seen_at else None,
    }
    keys = exports.keys()
    return {"konto": own, **{key: exports.get(key)(person) for key in keys}}


@transaction.atomic
def erase(*, person: User) -> None:
    """Delete a citizen's account. Every app takes its part away first; the log keeps only the number of the account."""
    if person.kind != Kind.CITIZEN:
        raise UnableToChange("staff", _("Konten von Beschäftigten werden gesperrt, nicht gelöscht."))
    record(action=actions.CITIZEN_ERASED, actor=person, obj=person)
    for eraser in erasers:
        eraser(person)
    Session.objects.filter(user_id=person.pk).delete()
    person.delete()
