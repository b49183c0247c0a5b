# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The texts that a town may word itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.kit.language import HOUSE
from nahdran.org.easy import parts
from nahdran.org.forms import TextForm
from nahdran.org.models import TextBlock
from nahdran.org.operations import save_text
from nahdran.org.queries import easy_text
from nahdran.org.texts import EASY, texts

# The fields of the form and the language under which each is kept.
FIELDS = {"text": HOUSE, "english": "en", "easy": EASY}


@staff_required("org.manage")
def index(request: HttpRequest) -> HttpResponse:
    own = set(TextBlock.objects.values_list("key", "language"))
    rows = [
        {
            "text": text,
            "changed": any((text.key, language) in own for language in FIELDS.values()),
            "easy_is_missing": not easy_text(text.key),
        }
        for text in texts
    ]
    return render(request, "org/staff/texts.html", {"rows": rows, "current_desk": "settings"})


@staff_required("org.manage")
def edit(request: HttpRequest, key: str) -> HttpResponse:
    if key not in texts:
        raise Http404
    declared = texts.get(key)
    own = dict(TextBlock.objects.filter(key=key).values_list("language", "text"))
    initial = {name: own.get(language, "") for name, language in FIELDS.items()}
    form = TextForm(request.POST or None, initial=initial, declared=declared)
    if request.method == "POST" and form.is_valid():
        for name in form.changed_data:
            save_text(key=key, language=FIELDS[name], text=form.cleaned_data[name], actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Der Text ist gespeichert."))
        return redirect("org:texts")
    context = {"form": form, "text": declared, "easy_parts": parts(declared.easy), "current_desk": "settings"}
    return render(request, "org/staff/text.html", context, status=422 if form.errors else 200)
