# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading what a client has posted: a form, with or without files. Photos written as text make forms larger than pages send them.

Called by the door; who sent it is not known yet, so everything has a limit.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from nahdran.reports.api.open311.problems import refuse

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass
class Uploads:
    """The files of a form, whatever their fields are called."""

    files: list[Any] = field(default_factory=list)


def read_body(request: HttpRequest) -> tuple[QueryDict, Uploads]:
    """The fields of the address and of the body together, the body first. Raises Refusal for what is no form."""
    kind = (request.content_type or "").lower()
    try:
        if kind == MULTIPART:
            posted: QueryDict = request.POST
            files = [file for _name, group in request.FILES.lists() for file in group]
        elif kind == FORM or not request.META.get("CONTENT_LENGTH"):
            posted, files = _urlencoded(request), []
        else:
            raise refuse(400, _("Content-Type invalid: Möglich sind %(kinds)s.") % {"kinds": f"{FORM}, {MULTIPART}"})
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation) as error:
        raise refuse(400, _("Die Anfrage ist zu groß oder nicht lesbar.")) from error
    data = posted.copy()
    for name, values in request.GET.lists():
        if name not in data:
            data.setlist(name, values)
    return data, Uploads(files)


def _urlencoded(request: HttpRequest) -> QueryDict:
    """Like Django's own reading, with a limit that leaves room for photos as base64."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > settings.API_FORM_MAX_BYTES:
        limit = settings.API_FORM_MAX_BYTES // 1_000_000
        raise refuse(
            400,
            _("Die Anfrage ist größer als %(limit)s MB. Bitte Bilder als Dateien schicken (multipart/form-data).")
            % {"limit": limit},
        )
    return QueryDict(request.read(length) if length else b"", encoding="utf-8")
