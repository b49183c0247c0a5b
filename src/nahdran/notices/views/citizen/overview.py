# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/abos/: what an address follows. With the link from a mail, or signed in; everybody else asks for the link by mail."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nahdran.accounts.enums import Kind
from nahdran.accounts.throttle import client_key, hit, throttled
from nahdran.notices import links
from nahdran.notices.fields import RhythmForm
from nahdran.notices.forms import OverviewForm
from nahdran.notices.models import Subscriber
from nahdran.notices.operations import following
from nahdran.notices.queries.following import confirmed_of, follow_settings, subscriber_by_token, subscriber_of
from nahdran.notices.slots import Single, sources
from nahdran.notices.views.citizen.links import page, unlisted
from nahdran.notices.wording import in_words

_PER_HOUR, _PER_HOUR_TO, _STEPS_PER_HOUR = 20, 4, 120


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The own ones of whoever is signed in; a form for everybody else. The answer is the same whether an address follows or not."""
    if request.user.is_authenticated and request.user.kind == Kind.CITIZEN:
        return _own(request, subscriber_of(request.user), request.user.email)
    form = OverviewForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "sources": sources.all()}
        return render(request, "notices/citizen/ask.html", context, status=422 if form.errors else 200)
    email = form.cleaned_data["email"].lower()
    if not (
        hit("notices.follow_ask", client_key(request), _PER_HOUR, 3600)
        and hit("notices.follow_ask_to", email, _PER_HOUR_TO, 3600)
    ):
        form.add_error(
            None, _("Gerade kommen sehr viele Anfragen. Bitte versuchen Sie es in einer Stunde noch einmal.")
        )
        return render(request, "notices/citizen/ask.html", {"form": form, "sources": sources.all()}, status=429)
    if not form.cleaned_data["website"]:
        following.ask_for_overview(email=email)
    return render(request, "notices/citizen/asked.html", {"email": email})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@throttled("notices.follow_manage", _STEPS_PER_HOUR, 3600)
def manage(request: HttpRequest, token: UUID, proof: str) -> HttpResponse:
    """With the link from a mail."""
    subscriber = subscriber_by_token(token)
    if subscriber is None or not links.is_proof(links.MANAGE, token, subscriber.email, proof):
        return page(request, "gone", None, status=404)
    return unlisted(_own(request, subscriber, subscriber.email))


def _own(request: HttpRequest, subscriber: Subscriber | None, email: str) -> HttpResponse:
    if request.method == "POST" and subscriber is not None:
        _act(request, subscriber)
        return redirect(request.path)
    rows = confirmed_of(subscriber) if subscriber else []
    singles: list[Single] = [single for source in sources for single in source.singles(email)]
    context = {
        "rows": [_shown(in_words(row)) for row in rows],
        "singles": singles,
        "email": email,
        "sources": sources.all(),
        "is_on": follow_settings().is_on,
    }
    return render(request, "notices/citizen/overview.html", context)


def _shown(words: dict[str, Any]) -> dict[str, Any]:
    row = words["row"]
    given = {"rhythm": row.rhythm, "weekday": row.weekday, "hour": row.hour}
    address = sources.get(row.source).list_address(row.choice)
    return words | {"form": RhythmForm(initial=given, prefix=str(row.pk)), "list": address}


def _act(request: HttpRequest, subscriber: Subscriber) -> None:
    """One button of one subscription, or the one for all. What is gone meanwhile is passed over."""
    what = request.POST.get("was", "")
    if what == "alle":
        following.leave_all(subscriber=subscriber)
        messages.success(request, _("Alle Abos sind beendet. Ihre Adresse ist hier gelöscht."))
        return
    number = request.POST.get("abo", "")
    row = next((found for found in confirmed_of(subscriber) if str(found.pk) == number), None)
    if row is None:
        return
    if what == "pause":
        following.pause(token=row.token)
        messages.success(request, _("Angehalten. Sie bekommen dazu nichts mehr, bis Sie es fortsetzen."))
    elif what == "weiter":
        following.go_on(token=row.token)
        messages.success(request, _("Es geht weiter."))
    elif what == "ende":
        following.leave(token=row.token)
        messages.success(request, _("Beendet."))
    elif what == "aendern":
        _change(request, row.token, number)


def _change(request: HttpRequest, token: UUID, number: str) -> None:
    form = RhythmForm(request.POST, prefix=number)
    if form.is_valid():
        following.change_rhythm(token=token, **form.cleaned_data)
        messages.success(request, _("Gespeichert."))
    else:
        messages.error(request, _("Das ließ sich nicht speichern. Bitte wählen Sie, wie oft Sie Nachrichten möchten."))
