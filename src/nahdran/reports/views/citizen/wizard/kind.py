# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Step 3: what kind of defect it is. By words, or by its group."""

from django.http import HttpResponse

from nahdran.kit.text import clean_line
from nahdran.reports.enums import Offer
from nahdran.reports.forms.steps import KindForm
from nahdran.reports.queries.catalogue import catalogue, find_categories
from nahdran.reports.queries.drafts import KIND
from nahdran.reports.queries.situations import active_situations
from nahdran.reports.views.citizen.wizard.responsible import onward_past_others
from nahdran.reports.views.citizen.wizard.visit import Visit, may_write, step


@step(KIND)
def kind(visit: Visit) -> HttpResponse:
    form = KindForm(visit.request.POST if may_write(visit) else None)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["art"]
        if chosen.key != visit.data.get("category"):
            # Other questions come, so the next step wants to be seen once more.
            visit.keep({"category": chosen.key, "details_done": False})
        return onward_past_others(visit)
    posted = visit.request.POST.get("art", "")
    return _page(visit, form, posted or visit.data.get("category", ""))


def _page(visit: Visit, form: KindForm, chosen: str) -> HttpResponse:
    words = clean_line(visit.request.GET.get("q", ""))[:100]
    groups = catalogue()
    context = {
        "form": form,
        "groups": groups,
        "situations": [item for item in active_situations() if item.offer != Offer.ALL],
        "is_narrowed": bool(groups) and all(entry.is_urgent for entry in groups),
        "chosen": chosen,
        "open_group": next(
            (
                entry.group.pk
                for entry in groups
                if entry.group.pk and any(item.key == chosen for item in entry.categories)
            ),
            None,
        ),
        "words": words,
        "hits": find_categories(words) if words else [],
    }
    status = 422 if form.errors else 403 if visit.request.method == "POST" else 200
    return visit.page("reports/citizen/wizard/kind.html", context, status=status)
