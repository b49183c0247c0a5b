# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What all steps share: the draft of this browser, the way back and forth, and the page around a step."""

from collections.abc import Callable, Mapping
from functools import cached_property, wraps
from typing import Any

from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from nahdran.accounts.enums import Kind
from nahdran.accounts.models import User
from nahdran.reports.csrf import is_own_form
from nahdran.reports.draft_access import draft_by_token, draft_of, remember, token_of, was_sent
from nahdran.reports.models import Category, ReportDraft
from nahdran.reports.operations import keep_step, start_draft
from nahdran.reports.queries.drafts import DETAILS, KIND, PHOTO, PLACE, category_of, missing_steps

REVIEW = "review"
PAGES = {
    PHOTO: "reports:photo",
    PLACE: "reports:place",
    KIND: "reports:kind",
    DETAILS: "reports:details",
    REVIEW: "reports:review",
}
ORDER = list(PAGES)


class Visit:
    """One request to a step. ``draft`` is None before the first thing was sent; a sent draft is never given out for changing."""

    def __init__(self, request: HttpRequest, step: str) -> None:
        self.request = request
        self.step = step
        self.sent: ReportDraft | None = None
        self.draft = self._find()

    def _find(self) -> ReportDraft | None:
        named = draft_by_token(self.request.POST.get("entwurf", "")) if self.request.method == "POST" else None
        if named is not None and was_sent(named):
            self.sent = named
        found = named or draft_of(self.request)
        return found if found is not None and not was_sent(found) else None

    @cached_property
    def category(self) -> Category | None:
        return category_of(self.draft)

    @property
    def fresh_category(self) -> Category | None:
        """The kind as it is chosen now; ``category`` remembers what it was when the request began."""
        return (
            self.category
            if self.category and self.category.key == self.data.get("category")
            else category_of(self.draft)
        )

    @cached_property
    def missing(self) -> list[str]:
        return missing_steps(self.draft, self.category)

    @property
    def data(self) -> dict[str, Any]:
        return self.draft.data if self.draft else {}

    @property
    def wants_review(self) -> bool:
        """Came from the review page to change one thing."""
        return "pruefen" in {self.request.GET.get("weiter"), self.request.POST.get("weiter")}

    def keep(self, values: Mapping[str, Any]) -> ReportDraft:
        """Write what the step has brought; the first time this begins the draft."""
        self.draft = keep_step(draft=self.draft, values=values) if self.draft else start_draft(data=values)
        return self.draft

    def begun(self) -> ReportDraft:
        """The draft, begun now if there was none."""
        return self.draft or self.keep({})

    def onward(self) -> HttpResponse:
        """To the next step, or back to the review if somebody came from there."""
        after = REVIEW if self.wants_review else ORDER[ORDER.index(self.step) + 1]
        return self.remembered(redirect(PAGES[after]))

    def again(self) -> HttpResponse:
        query = "?weiter=pruefen" if self.wants_review else ""
        return self.remembered(redirect(reverse(PAGES[self.step]) + query))

    def remembered(self, response: HttpResponse) -> HttpResponse:
        return remember(response, self.draft) if self.draft else response

    def page(self, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
        """The page of the step, with stepper, way back and the key of the draft."""
        at = ORDER.index(self.step)
        values = {
            "form_title": _("Mangel melden"),
            "cancel_url": reverse("reports:list"),
            "current_nav": "report",
            "steps": self._steps(),
            "back": reverse(PAGES[REVIEW if self.wants_review else ORDER[at - 1]]) if at else "",
            "token": token_of(self.draft),
            "to_review": self.wants_review,
            "lost_token": getattr(self.request, "lost_token", False),
            **context,
        }
        return self.remembered(render(self.request, template, values, status=status))

    def _steps(self) -> list[dict[str, str]]:
        labels = {PHOTO: _("Foto"), PLACE: _("Ort"), KIND: _("Art"), DETAILS: _("Angaben"), REVIEW: _("Prüfen")}
        at = ORDER.index(self.step)
        steps = []
        for number, name in enumerate(ORDER):
            state = "current" if name == self.step else "done" if self._is_done(name, number, at) else ""
            steps.append({"label": labels[name], "state": state, "href": reverse(PAGES[name])})
        return steps

    def _is_done(self, name: str, number: int, at: int) -> bool:
        if name == PHOTO:
            return number < at
        return name != REVIEW and self.draft is not None and name not in self.missing


def account_of(request: HttpRequest) -> User | None:
    """The citizen who is signed in; staff are nobody here."""
    user: Any = request.user
    return user if user.is_authenticated and user.kind == Kind.CITIZEN else None


Step = Callable[[Visit], HttpResponse]


def step(name: str) -> Callable[[Step], Callable[[HttpRequest], HttpResponse]]:
    """Make a view of a function that answers a visit. Knows what to do when the draft is sent already or the token is lost."""

    def decorate(answer: Step) -> Callable[[HttpRequest], HttpResponse]:
        @csrf_exempt
        @never_cache
        @wraps(answer)
        def view(request: HttpRequest) -> HttpResponse:
            request.lost_token = _has_lost_token(request)  # type: ignore[attr-defined]
            visit = Visit(request, name)
            if visit.sent is not None and name != REVIEW:
                return redirect("reports:review")
            return answer(visit)

        return view

    return decorate


def _has_lost_token(request: HttpRequest) -> bool:
    if request.method != "POST":
        return False
    try:
        request.POST  # noqa: B018  reads the body, which fails once and is empty afterwards
        if is_own_form(request):
            return False
    except TooManyFilesSent:
        # The body was not read, so the token in it is unknown; the step answers with a sentence and writes nothing.
        request.too_many_files = True  # type: ignore[attr-defined]
        return False
    rotate_token(request)
    return True


def may_write(visit: Visit) -> bool:
    """A POST that is trusted. One whose body was not read has shown no token."""
    request: Any = visit.request
    return request.method == "POST" and not request.lost_token and not getattr(request, "too_many_files", False)
