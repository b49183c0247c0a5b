# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the person of a case can be reached, and a fresh link when the old one got into the wrong hands."""

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases import mails
from nahdran.cases.access import new_salt
from nahdran.cases.enums import PartyRole
from nahdran.cases.models import Access, Case, Party
from nahdran.cases.operations.locking import locked, moment, touched
from nahdran.cases.operations.words import add_words
from nahdran.kit.text import clean_line


def change_contact(*, case: Case, name: str, email: str, phone: str, actor: User | None, language: str = "de") -> Party:
    """Set name and addresses of the person who brought the concern. The audit notes that, not what."""
    with transaction.atomic():
        case = locked(case)
        party, _ = Party.objects.update_or_create(
            case=case,
            role=PartyRole.REQUESTER,
            defaults={"name": clean_line(name), "email": email, "phone": clean_line(phone), "language": language[:2]},
        )
        add_words(case, party.name)
        touched(case, moment(case))
        record(action="cases.contact_changed", actor=actor, obj=case)
    return party


def renew_access(*, case: Case, actor: User | None) -> None:
    """Take the old link and code out of use and send new ones to the person."""
    with transaction.atomic():
        case = locked(case)
        Access.objects.filter(case=case).update(salt=new_salt())
        record(action="cases.access_renewed", actor=actor, obj=case)
        mails.access_renewed(Case.objects.select_related("access").get(pk=case.pk))
