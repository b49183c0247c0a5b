# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mails about subscriptions: rows of the outbox in the transaction that causes them. All of them hold links that act, so all are secret.

A mail to an address that nobody has proven to be theirs holds nothing that was typed: strangers must not be sent other people's words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from nahdran.kit import clock
from nahdran.notices import wording
from nahdran.notices.addressing import Recipient
from nahdran.notices.enums import Stage
from nahdran.notices.links import confirm_link, leave_link, manage_link, renew_link
from nahdran.notices.models import Delivery, Happening, Subscriber, Subscription
from nahdran.notices.operations.send import send
from nahdran.notices.queries.following import KEY_PREFIX
from nahdran.notices.slots import FollowSource, Line

# More of them make a mail that nobody reads; the rest is one click away.
MOST_LINES = 30


def ask_to_confirm(row: Subscription) -> Delivery:
    """The link that confirms. Nothing that was typed stands in it."""
    with override(row.subscriber.language):
        title = wording.title_of(row, own_words=False)
    return _send(
        row.subscriber,
        "follow_confirm",
        f"{row.token}:confirm:{_moment()}",
        {"title": title, "link": confirm_link(row)},
    )


def send_overview(subscriber: Subscriber) -> Delivery:
    """The link to everything that the address follows."""
    return _send(subscriber, "follow_overview", f"{subscriber.token}:overview:{_moment()}", {})


def ask_to_renew(row: Subscription, *, until: datetime) -> Delivery:
    context = {**_words(row), "link": renew_link(row), "leave": leave_link(row), "until": until}
    return _send(row.subscriber, "follow_renew", f"{row.token}:renew:{_moment()}", context)


def tell(row: Subscription, happening: Happening, line: Line) -> Delivery:
    """One happening, at once. ``line`` is in the language of the subscriber."""
    context = {**_words(row), "line": _whole(line), "stage": happening.stage, "leave": leave_link(row)}
    key = f"{row.token}:now:{happening.pk}"
    return _send(row.subscriber, "follow_news", key, context, about=line.reference, headers=_headers(row))


def tell_collected(
    row: Subscription, source: FollowSource, happenings: Iterable[Happening], lines: Mapping[int, Line]
) -> Delivery:
    """What has come together since the last mail, newest first, at most MOST_LINES of it, each thing once, with the way to the rest."""
    groups = _grouped(happenings, lines)
    count = sum(len(group["lines"]) for group in groups)
    room = MOST_LINES
    for group in groups:
        group["lines"] = group["lines"][: max(room, 0)]
        room -= len(group["lines"])
    context = {
        **_words(row),
        "groups": [group for group in groups if group["lines"]],
        "count": count,
        "more": max(count - MOST_LINES, 0),
        "all": settings.SITE_URL + source.list_address(row.choice),
        "leave": leave_link(row),
    }
    key = f"{row.token}:digest:{row.digests}"
    return _send(row.subscriber, "follow_digest", key, context, headers=_headers(row))


def _grouped(happenings: Iterable[Happening], lines: Mapping[int, Line]) -> list[dict[str, Any]]:
    """New, done, and what lies between. What is new and done since is told as new: its line says how it stands."""
    seen: dict[int, str] = {}
    for happening in happenings:
        # Taken out and put in again: what happened last to a thing gives its place.
        is_new = seen.pop(happening.subject, "") == "new" or happening.stage == Stage.NEW
        seen[happening.subject] = "new" if is_new else "step"
    groups: dict[str, list[Line]] = {"new": [], "step": [], "closed": []}
    for subject, kind in reversed(seen.items()):
        line = lines[subject]
        groups["closed" if kind == "step" and not line.is_open else kind].append(_whole(line))
    return [{"kind": kind, "lines": found} for kind, found in groups.items() if found]


def _whole(line: Line) -> Line:
    photo = settings.SITE_URL + line.photo if line.photo else ""
    return replace(line, address=settings.SITE_URL + line.address, photo=photo)


def _words(row: Subscription) -> dict[str, Any]:
    with override(row.subscriber.language):
        return {"title": wording.title_of(row), "hears": row.hears}


def _headers(row: Subscription) -> dict[str, str]:
    # RFC 8058: the mail programme may end it by itself, with one POST.
    return {"List-Unsubscribe": f"<{leave_link(row)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _moment() -> int:
    """Asked again later it is another mail; asked twice at once one waits for the other and counts as asked."""
    return int(clock.now().timestamp() * 1000)


def _send(
    subscriber: Subscriber,
    template: str,
    key: str,
    context: dict[str, Any],
    *,
    about: str = "",
    headers: dict[str, str] | None = None,
) -> Delivery:
    return send(
        recipient=Recipient(address=subscriber.email, language=subscriber.language),
        template=f"notices/{template}",
        context={"manage": manage_link(subscriber), **context},
        dedup_key=f"{KEY_PREFIX}{key}",
        about=about,
        headers=headers,
        secret=True,
    )
