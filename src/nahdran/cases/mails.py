# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mails of a case. They are rows of the outbox in the transaction that causes them, so none is lost and none is early."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from nahdran.accounts.models import User
from nahdran.cases import access
from nahdran.cases.models import Case, CaseLink, Deadline, Escalation, Message, Party, StatusChange
from nahdran.cases.queries.aftercare import aftercare_settings
from nahdran.cases.queries.merged import joined_with
from nahdran.cases.queries.parts import last_words
from nahdran.cases.slots import successors
from nahdran.notices.operations import Recipient, send
from nahdran.org.queries import town

# Of one summary. Whoever has more works from the inbox anyway.
_MOST_LINES = 40


def _nothing(party: Party) -> Mapping[str, Any]:
    return {}


def _send(
    case: Case,
    template: str,
    dedup: str,
    *,
    parties: Iterable[Party] | None = None,
    own: Callable[[Party], Mapping[str, Any]] = _nothing,
    headers: Callable[[Party], dict[str, str]] | None = None,
    **context: Any,
) -> None:
    """To each person of the case who gave an address, each in their own language. ``own`` adds what differs from person to person."""
    if parties is None:
        parties = Party.objects.filter(case=case).exclude(email="")
    for party in parties:
        send(
            recipient=Recipient(address=party.email, name=party.name, language=party.language),
            template=f"cases/{template}",
            context={
                "reference": case.reference,
                "title": case.title,
                "link": access.link_of(case),
                "code": access.code_of(case),
                "town": town(),
                **context,
                **own(party),
            },
            headers=headers(party) if headers else None,
            dedup_key=f"{dedup}:{party.pk}",
            about=case.reference,
            secret=True,  # the link opens the case
        )


def opened(case: Case, party: Party | None) -> None:
    """``party`` is the one who brought it; a new case has no other."""
    parties = [party] if party and party.email else []
    _send(case, "opened", f"case:{case.pk}:opened", parties=parties, due_at=case.due_at)


def status_changed(case: Case, change: StatusChange) -> None:
    """The words are handed over untranslated, so that each person gets them in their own language."""
    workflow = case.of_kind.workflow
    status = workflow.status(change.end)
    wanted = aftercare_settings() if status.closes else None
    asks = wanted is not None and wanted.asks and not wanted.ask_after_days and change.end in workflow.confirms
    reopens = wanted is not None and change.end in workflow.reopens
    _send(
        case,
        "status",
        f"case:{case.pk}:status:{change.pk}",
        status=status.public_label,
        next_step=status.public_text,
        text=change.public_text,
        closed=status.closes,
        # While the clock stands still it is the person's turn, and no day can be promised.
        ours=not status.pauses,
        due_at=case.due_at,
        own=_answers(case, change) if asks else _nothing,
        asks_settled=asks,
        reopen_until=change.at + timedelta(days=wanted.reopen_days) if wanted and reopens else None,
    )


def step_elsewhere(case: Case, change: StatusChange) -> None:
    """To the people of the cases that go on in this one, each in the name of their own concern and with their own link: they learn neither
    who reported the other one nor more of it than everybody may read. Nobody gets two mails about one step.
    """
    workflow = case.of_kind.workflow
    status = workflow.status(change.end)
    is_news = bool(change.public_text) or str(status.public_label) != str(workflow.status(change.start).public_label)
    if not is_news or change.end == workflow.withdrawn:
        return
    parties = Party.objects.filter(case__in=joined_with(case.pk)).exclude(email="").select_related("case__access")
    own = {email.lower() for email in Party.objects.filter(case=case).values_list("email", flat=True)}
    text: str | None = None
    for party in parties.order_by("case_id", "id"):
        if party.email.lower() in own:
            continue
        own.add(party.email.lower())
        if text is None:
            text = change.public_text if case.of_kind.public_address(case) else ""
        _send(
            party.case,
            "elsewhere",
            f"case:{party.case_id}:elsewhere:{change.pk}",
            parties=[party],
            status=status.public_label,
            text=text,
            closed=status.closes,
        )


def parts_changed(case: Case, parts: Sequence[CaseLink], step: str) -> None:
    """How each part stands and what was said about it last; once for each ``step``."""
    said = last_words(parts)
    rows = [
        {"title": part.case.title, "status": part.case.state.public_label, "text": said.get(part.case_id, "")}
        for part in parts
    ]
    _send(case, "parts", f"case:{case.pk}:parts:{step}", parts=rows)


def asked_whether_settled(case: Case, change: StatusChange) -> None:
    """The question in a mail of its own, some days after the closing."""
    days = aftercare_settings().reopen_days
    _send(
        case,
        "settled",
        f"case:{case.pk}:settled:{change.pk}",
        own=_answers(case, change),
        reopen_until=change.at + timedelta(days=days),
    )


def stays_closed(case: Case, message: Message) -> None:
    """The town has looked again and it stays as it is."""
    _send(
        case,
        "stays_closed",
        f"case:{case.pk}:message:{message.pk}",
        text=message.text,
        status=case.state.public_label,
        again=_successor(case),
    )


def asked_whether_open(case: Case, parties: Iterable[Party]) -> None:
    """Whether it is still there, with a way to get no such questions any more."""

    def links(party: Party) -> Mapping[str, Any]:
        ask = _own_address("cases:open_question", case, 0, party)
        return {"gone": f"{ask}?antwort=ja", "still": f"{ask}?antwort=nein", "stop": _stop(case, party)}

    _send(
        case,
        "still_there",
        f"case:{case.pk}:still_there",
        parties=parties,
        own=links,
        headers=lambda party: {
            "List-Unsubscribe": f"<{_stop(case, party)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _stop(case: Case, party: Party) -> str:
    return _own_address("cases:stop_asking", case, 0, party)


def _answers(case: Case, change: StatusChange) -> Callable[[Party], Mapping[str, Any]]:
    def links(party: Party) -> Mapping[str, Any]:
        ask = _own_address("cases:closing_question", case, change.pk, party)
        return {"settled": f"{ask}?antwort=ja", "not_settled": f"{ask}?antwort=nein"}

    return links


def _own_address(name: str, case: Case, change_id: int, party: Party) -> str:
    """A link for one person and one question; it opens nothing else."""
    token = access.answer_token_of(case, change_id=change_id, who=party.pk)
    values = {"reference": case.reference, "change_id": change_id, "who": party.pk, "token": token}
    if not change_id:
        del values["change_id"]
    return settings.SITE_URL + reverse(name, kwargs=values)


def _successor(case: Case) -> str:
    return settings.SITE_URL + successors.get(case.kind)(case) if case.kind in successors else ""


def answered(case: Case, message: Message, *, asks: bool) -> None:
    _send(
        case,
        "question" if asks else "answer",
        f"case:{case.pk}:message:{message.pk}",
        text=message.text,
        sender=message.author_label,
    )


def access_renewed(case: Case) -> None:
    _send(case, "access", f"case:{case.pk}:access:{case.access.salt[:8]}")


def summary(user: User, lines: Sequence[tuple[Escalation, Deadline]], *, key: int) -> None:
    """What runs out, to one of the staff. The titles of cases are kinds of concerns; nothing of what people wrote is in it."""
    entries = [
        {
            "percent": entry.percent,
            "reference": entry.case.reference,
            "title": entry.case.title,
            "unit": entry.case.unit.name,
            "promise": deadline.get_kind_display,  # worded when the mail is, in the language of the reader
            "due_at": deadline.due_at,
            "link": settings.SITE_URL + reverse("desk:case", args=[entry.case.reference]),
        }
        for entry, deadline in lines[:_MOST_LINES]
    ]
    send(
        recipient=Recipient(address=user.email, name=user.name, language=user.language),
        template="cases/summary",
        context={
            "lines": entries,
            "count": len(lines),
            "more": len(lines) - len(entries),
            "inbox": settings.SITE_URL + reverse("desk:inbox"),
            "town": town(),
        },
        dedup_key=f"cases:summary:{user.pk}:{key}",
    )
