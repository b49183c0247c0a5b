# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Step 1: photos. Each one is taken or refused by itself; what was taken before always stays."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nahdran.accounts.throttle import client_key, hit
from nahdran.files.responses import file_response
from nahdran.files.texts import UnableToStore
from nahdran.reports.draft_access import draft_of
from nahdran.reports.forms.steps import PhotoForm
from nahdran.reports.models import DraftPhoto
from nahdran.reports.next_place import asked_for, keep
from nahdran.reports.operations import TooManyPhotos, add_photo, remove_photo
from nahdran.reports.queries.drafts import PHOTO
from nahdran.reports.rules import MAX_PHOTOS
from nahdran.reports.views.citizen.wizard.visit import Visit, may_write, step

# So many photos may come from one address in an hour.
_UPLOADS_PER_HOUR = 100


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """/maengel/neu/ leads to the first step; with ``nahe`` the next report begins at the place of another one, with ``nach`` it goes on after it."""
    found = asked_for(request)
    response = redirect("reports:photo")
    return keep(response, found) if found else response


@step(PHOTO)
def photo(visit: Visit) -> HttpResponse:
    if getattr(visit.request, "too_many_files", False):
        return _page(visit, [_("Das waren zu viele Bilder auf einmal. Bitte wählen Sie höchstens fünf aus.")], 413)
    if not may_write(visit):
        return _page(visit, [], 403 if visit.request.method == "POST" else 200)
    post = visit.request.POST
    if remove := post.get("entfernen", ""):
        if visit.draft and remove.isdecimal() and len(remove) < 19:
            remove_photo(draft=visit.draft, photo_id=int(remove))
        return visit.again()
    refused, status = _take_in(visit)
    if refused:
        return _page(visit, refused, status)
    visit.begun()
    return visit.again() if "hinzufuegen" in post else visit.onward()


def _take_in(visit: Visit) -> tuple[list[str], int]:
    """Store the photos of this request. Returns a sentence for each that was not taken, and a fitting status."""
    refused, status = [], 422
    for upload in visit.request.FILES.getlist("photos"):
        name = (upload.name or "")[:60]
        if not hit("reports.photo", client_key(visit.request), _UPLOADS_PER_HOUR, 3600):
            refused.append(
                _(
                    "%(name)s: Von Ihrem Anschluss kamen in der letzten Stunde sehr viele Bilder. Bitte versuchen Sie es später."
                )
                % {"name": name}
            )
            status = 429
            continue
        try:
            add_photo(draft=visit.begun(), upload=upload)
        except TooManyPhotos:
            refused.append(_("%(name)s: Mehr als %(limit)d Bilder gehen nicht.") % {"name": name, "limit": MAX_PHOTOS})
        except UnableToStore as error:
            refused.append(f"{name}: {error.message}")
            status = error.status
    return refused, status


def _page(visit: Visit, refused: list[str], status: int = 200) -> HttpResponse:
    photos = list(visit.draft.photos.select_related("file")) if visit.draft else []
    context = {"form": PhotoForm(), "photos": photos, "refused": refused, "full": len(photos) >= MAX_PHOTOS}
    return visit.page("reports/citizen/wizard/photo.html", context, status=status)


@require_safe
def draft_photo(request: HttpRequest, pk: int, variant: str) -> HttpResponseBase:
    """A photo of one's own draft."""
    draft = draft_of(request)
    found = DraftPhoto.objects.select_related("file").filter(pk=pk, draft=draft).first() if draft else None
    if found is None:
        raise Http404
    response = file_response(found.file, variant, request=request)
    # Not yet anybody's but this person's, perhaps on a device that many share.
    response["Cache-Control"] = "no-store"
    return response
