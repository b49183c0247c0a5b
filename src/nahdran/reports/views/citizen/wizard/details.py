# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Step 4: the kind's own questions, the description, and how the town can answer."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from nahdran.kit.text import clean
from nahdran.reports.forms.steps import DetailsForm
from nahdran.reports.queries.drafts import DETAILS
from nahdran.reports.views.citizen.wizard.responsible import body_of
from nahdran.reports.views.citizen.wizard.visit import PAGES, Visit, account_of, may_write, step

_KEPT = ("text", "name", "email", "phone", "answers")


@step(DETAILS)
def details(visit: Visit) -> HttpResponse:
    category = visit.category
    if category is None:
        return _first_the_kind(visit)
    has_photo = bool(visit.draft and visit.draft.photos.exists())
    posted = visit.request.method == "POST"
    form = DetailsForm(
        visit.request.POST if posted else None,
        category=category,
        has_photo=has_photo,
        answers=visit.data.get("answers"),
        initial=_known(visit),
    )
    if may_write(visit) and form.is_valid():
        values = form.cleaned_data
        trap = bool(values["website"]) or visit.data.get("trap", False)
        visit.keep({**{name: values[name] for name in _KEPT}, "trap": trap, "details_done": True})
        return visit.onward()
    context = {
        "form": form,
        "category": category,
        "forget_days": settings.FORGET_PEOPLE_AFTER_DAYS,
        "others": body_of(visit),
        "is_guest": account_of(visit.request) is None,
    }
    status = 403 if visit.request.lost_token else 422 if form.errors else 200  # type: ignore[attr-defined]
    return visit.page("reports/citizen/wizard/details.html", context, status=status)


def _first_the_kind(visit: Visit) -> HttpResponse:
    """Without a kind there are no questions. A text that came along all the same is kept."""
    if may_write(visit):
        post = visit.request.POST
        visit.keep({name: clean(post.get(name, ""))[:5000] for name in ("text", "name", "email", "phone")})
    return visit.remembered(redirect(PAGES["kind"]))


def _known(visit: Visit) -> dict[str, Any]:
    """What was typed before; else what the account of a citizen who is signed in says."""
    account = account_of(visit.request)
    known: dict[str, Any] = {
        name: visit.data[name] for name in ("text", "name", "email", "phone") if name in visit.data
    }
    if account is not None and "email" not in known:
        known |= {"name": account.name, "email": account.email}
    return known
