# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The texts that a town may word itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nahdran.accounts.access import staff_required
from nahdran.org.forms import TextForm
from nahdran.org.models import TextBlock
from nahdran.org.operations import save_text
from nahdran.org.texts import texts


@staff_required("org.manage")
def index(request: HttpRequest) -> HttpResponse:
    changed = set(TextBlock.objects.values_list("key", flat=True))
    rows = [{"text": text, "changed": text.key in changed} for text in texts]
    return render(request, "org/staff/texts.html", {"rows": rows, "current_desk": "settings"})


@staff_required("org.manage")
def edit(request: HttpRequest, key: str) -> HttpResponse:
    if key not in texts:
        raise Http404
    own = dict(TextBlock.objects.filter(key=key).values_list("language", "text"))
    form = TextForm(request.POST or None, initial={"text": own.get("de", ""), "english": own.get("en", "")})
    if request.method == "POST" and form.is_valid():
        save_text(key=key, language="de", text=form.cleaned_data["text"], actor=request.user)  # type: ignore[arg-type]
        save_text(key=key, language="en", text=form.cleaned_data["english"], actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Der Text ist gespeichert."))
        return redirect("org:texts")
    context = {"form": form, "text": texts.get(key), "current_desk": "settings"}
    return render(request, "org/staff/text.html", context, status=422 if form.errors else 200)
