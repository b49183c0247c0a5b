# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tying a concern to a citizen's account, and loosening it again."""

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases.enums import PartyRole
from nahdran.cases.models import Case, Message, Party
from nahdran.cases.operations.locking import locked, moment, touched


def join_account(*, case: Case, account: User) -> bool:
    """Take a concern into the account of somebody who holds its link or code. False if it belongs to another account already."""
    with transaction.atomic():
        case = locked(case)
        party, _ = Party.objects.get_or_create(
            case=case, role=PartyRole.REQUESTER, defaults={"name": account.name[:120], "email": account.email}
        )
        if party.account_id not in {None, account.pk}:
            return False
        if party.account_id is None:
            party.account = account
            party.save(update_fields=["account"])
            touched(case, moment(case))
            record(action="cases.contact_changed", actor=account, obj=case)
    return True


def leave_account(user: User) -> None:
    """The account goes; the concerns stay with the town as long as the law says, without a link to it."""
    with transaction.atomic():
        Party.objects.filter(account=user).update(account=None)
        Message.objects.filter(author=user).update(author=None)
