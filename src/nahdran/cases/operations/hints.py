# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people say about a case that is open: it is done, or it is still there. The desk decides; nothing here closes a case."""

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.cases import access, mails
from nahdran.cases.enums import HintOrigin
from nahdran.cases.models import Case, Hint, NotAsked, OpenQuestion, Party
from nahdran.cases.operations import revisits
from nahdran.cases.operations.locking import locked, moment, touched
from nahdran.cases.operations.thread import receive_message
from nahdran.files.models import StoredFile
from nahdran.kit import clock


def give_hint(*, case: Case, sort: str, origin: str) -> Hint | None:
    """One more who says so. None where the case is settled meanwhile."""
    with transaction.atomic():
        case = locked(case)
        if not case.is_open:
            return None
        hint = Hint.objects.create(case=case, sort=sort, origin=origin, at=clock.now())
        record(action="cases.hint", actor=None, obj=case, data={"sort": sort, "origin": origin})
    return hint


def tell_state(
    *,
    case: Case,
    sort: str,
    origin: str = HintOrigin.PERSON,
    text: str = "",
    files: Sequence[StoredFile] = (),
    account: User | None = None,
    label: str = "",
    key: str = "",
) -> bool:
    """The person of the case says that it is done or still there, with or without words and photos. False where it is settled meanwhile.

    The same again is said once. Words and photos join the thread, also where they come too late to be a hint.
    """
    with transaction.atomic():
        case = locked(case)
        if text or files:
            receive_message(case=case, text=text, files=files, account=account, label=label, key=key)
        OpenQuestion.objects.filter(case=case, answered_at=None).update(answered_at=clock.now())
        if not case.is_open:
            return False
        own = Hint.objects.filter(case=case, origin__in=[HintOrigin.PERSON, HintOrigin.ASKED], set_aside_at=None)
        if own.filter(sort=sort).exists():
            return True
        own.update(set_aside_at=clock.now())
        give_hint(case=case, sort=sort, origin=origin)
    return True


def put_hints_aside(*, case: Case, actor: User) -> int:
    """The desk has seen them and nothing follows. Returns how many there were."""
    with transaction.atomic():
        case = locked(case)
        at = moment(case)
        count = revisits.set_hints_aside(case, at)
        if count:
            touched(case, at)
            record(action="cases.hints_aside", actor=actor, obj=case)
    return count


def ask_whether_open(cases: Iterable[Case]) -> int:
    """Ask the person of each open case once whether it is still there. Returns how many were asked."""
    count = 0
    for case in cases:
        try:
            with transaction.atomic():
                OpenQuestion.objects.create(case=case, asked_at=clock.now())
                count += _ask_parties(case)
        except IntegrityError:  # another worker was quicker
            continue
    return count


def _ask_parties(case: Case) -> int:
    parties = [party for party in Party.objects.filter(case=case).exclude(email="") if not is_unasked(party.email)]
    mails.asked_whether_open(case, parties)
    return int(bool(parties))


def is_unasked(email: str) -> bool:
    return NotAsked.objects.filter(digest__in=access.digests_of(email)).exists()


def stop_asking(*, email: str) -> None:
    """No such questions to this address any more, about no case."""
    NotAsked.objects.get_or_create(digest=access.digests_of(email)[0], defaults={"since": clock.now()})
