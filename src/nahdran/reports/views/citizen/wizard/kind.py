# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Step 3: what kind of defect it is. From the place, a short description, by words, or by its group."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from nahdran.accounts.throttle import client_key, hit
from nahdran.kit.text import clean, clean_line
from nahdran.reports.draft_access import draft_of, was_sent
from nahdran.reports.enums import Offer
from nahdran.reports.forms.steps import KindForm, WordsForm
from nahdran.reports.models import Category
from nahdran.reports.next_place import kept
from nahdran.reports.queries.assets import chosen_asset, kinds_for
from nahdran.reports.queries.catalogue import catalogue, find_categories
from nahdran.reports.queries.drafts import KIND
from nahdran.reports.queries.situations import active_situations
from nahdran.reports.queries.suggest import Suggestion, suggest
from nahdran.reports.rules import MAX_TEXT
from nahdran.reports.views.citizen.wizard.assets import onward_past_assets
from nahdran.reports.views.citizen.wizard.visit import Visit, may_write, step

# Somebody who types is asked for at most one suggestion each second.
_SUGGESTIONS_PER_MINUTE = 90


@step(KIND)
def kind(visit: Visit) -> HttpResponse:
    if not may_write(visit):
        return _page(visit, KindForm(), visit.request.POST.get("art", "") or _known(visit))
    post = visit.request.POST
    if "text" in post:
        # Carried over to the details, where it can be changed.
        visit.keep({"text": clean(post["text"])[:MAX_TEXT]})
    if "vorschlagen" in post:
        return visit.again()
    form = KindForm(post)
    if not form.is_valid():
        return _page(visit, form, post.get("art", "") or _known(visit))
    chosen = form.cleaned_data["art"]
    if chosen.key != visit.data.get("category"):
        # Other questions come, so the next step wants to be seen once more.
        visit.keep({"category": chosen.key, "details_done": False})
    return onward_past_assets(visit)


def _known(visit: Visit) -> str:
    """The kind chosen before; else that of the report which this one follows."""
    before = kept(visit.request)
    return str(visit.data.get("category", "")) or (before.category if before else "")


@require_POST
def suggestions(request: HttpRequest) -> JsonResponse:
    """The kinds for what is being typed, as keys with percent. By POST, so that what people write stands in no log of addresses."""
    if not hit("reports.suggest", client_key(request), _SUGGESTIONS_PER_MINUTE, 60):
        return JsonResponse({"kinds": []}, status=429)
    draft = draft_of(request)
    data = draft.data if draft and not was_sent(draft) else {}
    asset = chosen_asset(data)
    things = kinds_for(asset) if asset else []
    found = suggest(clean(request.POST.get("text", ""))[:MAX_TEXT], place=data.get("place"), things=things)
    return JsonResponse({"kinds": [{"key": item.category.key, "percent": item.percent} for item in found]})


def _page(visit: Visit, form: KindForm, chosen: str) -> HttpResponse:
    words = clean_line(visit.request.GET.get("q", ""))[:100]
    text = str(visit.request.POST.get("text", visit.data.get("text", "")))
    groups = catalogue()
    asset = chosen_asset(visit.data)
    things = kinds_for(asset) if asset else []
    hits = _hits(groups, words, text, visit.data.get("place"), things)
    context: dict[str, Any] = {
        "form": form,
        "words_form": WordsForm(initial={"text": text}),
        "groups": groups,
        "situations": [item for item in active_situations() if item.offer != Offer.ALL],
        "is_narrowed": bool(groups) and all(entry.is_urgent for entry in groups),
        "chosen": chosen,
        "asset": asset,
        "of_asset": _offered(groups, things, hits),
        "open_group": _open_group(groups, chosen),
        "words": words,
        # What belongs to the thing stands under its name, until somebody writes what is wrong.
        "hits": hits if words or text.strip() else [hit for hit in hits if hit.category not in things],
    }
    status = 422 if form.errors else 403 if visit.request.method == "POST" else 200
    return visit.page("reports/citizen/wizard/kind.html", context, status=status)


def _hits(
    groups: list[Any], words: str, text: str, place: dict[str, Any] | None, things: list[Category]
) -> list[Suggestion]:
    """What was searched for goes before what was described and what the place says."""
    if words:
        return [Suggestion(category, None) for category in find_categories(words)]
    return suggest(text, place=place, things=things, groups=groups)


def _offered(groups: list[Any], things: list[Category], hits: list[Suggestion]) -> list[Suggestion]:
    """The kinds under which the chosen thing is reported, as far as they may be reported now, the likeliest first."""
    now = {item.key for entry in groups for item in entry.categories}
    known = {hit.category.key: hit for hit in hits}
    offered = [known.get(item.key, Suggestion(item, None)) for item in things if item.key in now]
    return sorted(offered, key=lambda hit: -(hit.share or 0))


def _open_group(groups: list[Any], chosen: str) -> int | None:
    return next(
        (entry.group.pk for entry in groups if entry.group.pk and any(item.key == chosen for item in entry.categories)),
        None,
    )
