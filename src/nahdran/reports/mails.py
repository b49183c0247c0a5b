# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mails of reports beside those of the case: confirming, and telling those who follow. Rows of the outbox in the transaction that causes them.

A mail to an address that nobody has proven to be theirs holds nothing of what was typed: strangers must not be sent other people's words.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse

from nahdran.cases.models import Party
from nahdran.notices.operations import Recipient, send
from nahdran.places.queries import describe
from nahdran.reports.confirmation import confirm_link, follow_link, hand_over_link, leave_link
from nahdran.reports.models import Category, Complaint, Follower, HandOver, Report, WaitingReport


def ask_to_confirm(waiting: WaitingReport, *, again: bool = False) -> None:
    """The link that confirms; ``again`` words it as a reminder."""
    data = waiting.draft.data
    category = Category.objects.get(key=data["category"])
    place = data["place"]
    send(
        # Without the name: it was typed by somebody unknown.
        recipient=Recipient(address=data["email"], language=data.get("language", "de")),
        template="reports/confirm",
        context={
            "category": category,
            # Ours, not what the form sent along: that could be anything.
            "address": describe(place["lon"], place["lat"]).label,
            "link": confirm_link(waiting),
            "expires_at": waiting.expires_at,
            "again": again,
        },
        dedup_key=f"report:{waiting.token}:confirm:{waiting.mails_sent}",
        secret=True,  # the link confirms
    )


def ask_follower(follower: Follower) -> None:
    """The link that confirms that somebody wants to be told. ``follower`` brings its report with case and category."""
    _to_follower(follower, "follow_confirm", f"confirm:{follower.mails_sent}", {"link": follow_link(follower)})


def tell_follower(follower: Follower, *, change_id: int, status: Any, text: str, closed: bool) -> None:
    """One public step. The words are handed over untranslated, so that each person gets them in their own language."""
    context = {"status": status, "text": text, "closed": closed, "leave": leave_link(follower)}
    headers = {
        "List-Unsubscribe": f"<{leave_link(follower)}>",
        # RFC 8058: the mail programme may end it by itself, with one POST.
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    _to_follower(follower, "follow_step", f"step:{change_id}", context, headers)


def _to_follower(
    follower: Follower, template: str, dedup: str, context: dict[str, Any], headers: dict[str, str] | None = None
) -> None:
    report = follower.report
    send(
        recipient=Recipient(address=follower.email, language=follower.language),
        template=f"reports/{template}",
        context={
            **_public(report),
            **context,
        },
        dedup_key=f"follower:{follower.token}:{dedup}",
        about=report.case.reference,
        headers=headers,
        secret=True,  # its links confirm and end
    )


def hand_over(handed: HandOver, *, party: Party | None) -> None:
    """The report to the body that answers for it. ``handed`` brings its report; ``party`` is who reports, if they have allowed it."""
    report = handed.report
    send(
        recipient=Recipient(address=handed.email, name=handed.name),
        template="reports/hand_over",
        context={
            "report": report,
            "category": report.category,
            "reference": report.case.reference,
            "link": hand_over_link(handed),
            "party": party,
        },
        dedup_key=f"hand_over:{handed.token}",
        about=report.case.reference,
        secret=True,  # the link shows the report
    )


def confirm_complaint(complaint: Complaint) -> None:
    """That a complaint has arrived. Without its words: nobody has proven that the mailbox is theirs. ``complaint`` brings report and case."""
    _to_complainer(complaint, "complaint_received")


def answer_complaint(complaint: Complaint) -> None:
    """What the town has decided, and why."""
    context = {"outcome": complaint.outcome, "answer": complaint.answer}
    _to_complainer(complaint, "complaint_answer", context)


def _to_complainer(complaint: Complaint, template: str, context: dict[str, Any] | None = None) -> None:
    report = complaint.report
    send(
        recipient=Recipient(address=complaint.email, language=complaint.language),
        template=f"reports/{template}",
        context={
            **_public(report),
            "at": complaint.at,
            **(context or {}),
        },
        dedup_key=f"complaint:{complaint.pk}:{template}",
        about=report.case.reference,
    )


def _public(report: Report) -> dict[str, Any]:
    """What a mail to a stranger says about a report, and where it stands."""
    reference = report.case.reference
    return {
        "category": report.category,
        "address": report.address,
        "reference": reference,
        "page": settings.SITE_URL + reverse("reports:detail", kwargs={"reference": reference}),
    }
