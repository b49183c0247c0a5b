# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The start of the settings: every page that apps have put into the slot and that this person may open."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nahdran.accounts.access import staff_required
from nahdran.accounts.rules import has_right_somewhere
from nahdran.shell.slots import settings_pages


@staff_required()
def home(request: HttpRequest) -> HttpResponse:
    pages = [page for page in settings_pages if not page.right or has_right_somewhere(request.user, page.right)]
    groups = [
        (str(name), list(members))
        for name, members in groupby(sorted(pages, key=lambda page: str(page.group)), key=lambda page: page.group)
    ]
    return render(request, "org/staff/settings.html", {"groups": groups, "current_desk": "settings"})
