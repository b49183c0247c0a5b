# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page that shows every component in every state, built from the real tags. Staff see it; developers and editors work with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nahdran.shell.samples import sample_context


def components(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/components.html", sample_context())
