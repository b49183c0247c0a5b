# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of a case, for whoever may read it."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from nahdran.audit.operations import record_read
from nahdran.cases.models import Attachment, Case
from nahdran.cases.views.staff.door import reads_case
from nahdran.files.responses import file_response


@reads_case
def attachment(request: HttpRequest, case: Case, file_id: Any, variant: str) -> HttpResponseBase:
    """The same file may hang on several messages of the case."""
    entry = Attachment.objects.filter(case=case, file_id=file_id).select_related("file").first()
    if entry is None:
        raise Http404
    record_read(actor=request.user, obj=case, what="Vorgang")
    response = file_response(entry.file, variant, request=request)
    # Asked for again each time, so that the right is asked again too.
    response["Cache-Control"] = "private, no-cache"
    return response
