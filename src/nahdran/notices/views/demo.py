# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""/demo/post/: the mails of the demonstration, so that one can read them and follow their links. There is no such page without DEMO."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nahdran.notices.channels.mail import folder

View = Callable[..., HttpResponse]


def only_in_the_demonstration(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@only_in_the_demonstration
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/demo/mails.html", {"mails": folder.newest()})


@never_cache
@only_in_the_demonstration
@require_safe
def detail(request: HttpRequest, key: str) -> HttpResponse:
    mail = folder.get(key)
    if mail is None:
        raise Http404
    return render(request, "notices/demo/mail.html", {"mail": mail})
