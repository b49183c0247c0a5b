# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking in a concern by phone, at the counter or from a letter: the features offer their forms here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from nahdran.accounts.access import staff_required
from nahdran.cases.slots import new_case_pages


@staff_required("cases.work")
def new(request: HttpRequest) -> HttpResponse:
    offered = new_case_pages.all()
    if len(offered) == 1:
        return redirect(offered[0].url_name)
    pages = [{"page": page, "href": reverse(page.url_name)} for page in offered]
    return render(request, "cases/staff/new.html", {"pages": pages, "current_desk": "inbox"})
