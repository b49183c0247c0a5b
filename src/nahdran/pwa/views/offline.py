# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page that stands in for every other one when there is no network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nahdran.pwa.pages import kept_page
from nahdran.pwa.slots import offline_pages


@kept_page
def offline(request: HttpRequest) -> HttpResponse:
    pages = [
        {"label": page.label, "text": page.text, "icon": page.icon, "href": reverse(page.url_name)}
        for page in offline_pages
        if page.label
    ]
    return render(request, "pwa/offline.html", {"pages": pages})
