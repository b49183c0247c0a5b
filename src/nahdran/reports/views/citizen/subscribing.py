# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/maengel/folgen/: following a place, a district, an area or a kind, by mail. Begins with the choice of the list or at a report."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nahdran.accounts.models import User
from nahdran.accounts.throttle import client_key, hit
from nahdran.kit.language import reader_language
from nahdran.notices.enums import Hears, Shape
from nahdran.notices.operations.following import FollowingIsOff, TooManySubscriptions
from nahdran.notices.operations.following import subscribe as follow
from nahdran.notices.queries.following import follow_settings
from nahdran.notices.wishes import RADII_M
from nahdran.places.drawn import MOST_CORNERS
from nahdran.places.queries import describe
from nahdran.reports.forms.subscribing import SubscribeForm
from nahdran.reports.news import GROUP, KIND, topic
from nahdran.reports.queries.geo import Frame
from nahdran.reports.queries.public import SETTLED, Filters
from nahdran.reports.views.citizen.asked import Asked
from nahdran.reports.views.citizen.wizard.visit import account_of

_PER_HOUR, _PER_HOUR_TO = 20, 6


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    asked, account = Asked(request), account_of(request)
    form = SubscribeForm(request.POST or None, account=account, initial=_initial(asked.filters))
    if request.method != "POST" or not follow_settings().is_on:
        return _page(request, asked, form, is_off=not follow_settings().is_on)
    if not form.is_valid():
        return _page(request, asked, form, status=422 if form.errors else 200)
    email = account.email if account else form.cleaned_data["email"].lower()
    if not _within_limits(request, email, account):
        sentence = _(
            "Gerade kommen sehr viele Anfragen von Ihrem Anschluss. Bitte versuchen Sie es in einer Stunde noch einmal."
        )
        form.add_error(None, sentence)
        return _page(request, asked, form, status=429)
    return _subscribed(request, asked, form, email, account)


def _within_limits(request: HttpRequest, email: str, account: User | None) -> bool:
    if not hit("reports.subscribe", client_key(request), _PER_HOUR, 3600):
        return False
    return account is not None or hit("reports.subscribe_to", email, _PER_HOUR_TO, 3600)


def _subscribed(
    request: HttpRequest, asked: Asked, form: SubscribeForm, email: str, account: User | None
) -> HttpResponse:
    # A robot is told the same as everybody, and nobody gets a mail.
    if not form.cleaned_data["website"]:
        try:
            follow(wish=form.wish(), email=email, language=form.cleaned_data["language"], account=account)
        except TooManySubscriptions:
            form.add_error(None, _("Mehr Abos gehen mit dieser Adresse nicht. Beenden Sie zuerst eines der anderen."))
            return _page(request, asked, form, status=422)
        except FollowingIsOff:
            return _page(request, asked, form, is_off=True)
    context = {"email": email, "known": account is not None, "current_nav": "report", "back": asked.address()}
    return render(request, "reports/citizen/subscribing/asked.html", context)


def _page(
    request: HttpRequest, asked: Asked, form: SubscribeForm, *, is_off: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "is_off": is_off,
        "current_nav": "report",
        "back": asked.address(),
        "rss": asked.of("reports:feed_rss"),
        "atom": asked.of("reports:feed_atom"),
        "cancel_url": asked.address(),
    }
    return render(request, "reports/citizen/subscribing/subscribe.html", context, status=status)


def _initial(filters: Filters) -> dict[str, Any]:
    """The choice of the list, as far as it can be followed. A part of the map becomes an area with four corners."""
    found: dict[str, Any] = {
        "where": Shape.CIRCLE,
        "words": filters.text,
        "hears": Hears.CLOSED if filters.state == SETTLED else Hears.NEW,
        "language": reader_language(),
    }
    if filters.category or filters.group:
        found["topic"] = topic(KIND, filters.category) if filters.category else topic(GROUP, filters.group)
        found["where"] = Shape.TOWN
    if filters.district:
        found |= {"where": Shape.DISTRICT, "district": filters.district}
    if filters.frame:
        found |= {"where": Shape.AREA, "area": _corners(filters.frame)}
    if filters.ring and len(filters.ring.corners) <= MOST_CORNERS:
        found |= {"where": Shape.AREA, "area": filters.ring.corners}
    if filters.near:
        lon, lat = filters.near
        found |= {"where": Shape.CIRCLE, "place": {"lon": lon, "lat": lat, "label": describe(lon, lat).label}}
        found["metres"] = min(RADII_M, key=lambda metres: abs(metres - (filters.metres or 500)))
    return found


def _corners(frame: Frame) -> tuple[tuple[float, float], ...]:
    return (
        (frame.west, frame.south),
        (frame.east, frame.south),
        (frame.east, frame.north),
        (frame.west, frame.north),
    )
