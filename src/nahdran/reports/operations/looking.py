# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Having a detector look at new photos, where the town has switched that on. What it finds is kept as a proposal for the desk."""

from procrastinate.contrib.django import app

from nahdran.cases.models import Attachment
from nahdran.files.detecting.base import DetectionFailed
from nahdran.files.detecting.registry import active_detector
from nahdran.files.enums import Kind, Variant
from nahdran.files.models import StoredFile
from nahdran.files.storage import open_bytes
from nahdran.kit import clock
from nahdran.reports.models import PhotoCheck
from nahdran.reports.queries.intake import intake_settings

LOOK = "nahdran.reports.look_at_photos"


def look_later(case_id: int) -> None:
    """Queue a look at the photos of this case, in the transaction that brings them. Nothing where nobody looks."""
    if intake_settings().detects and active_detector().key != "none":
        app.configure_task(LOOK).defer(case_id=case_id)


def look_at_photos(*, case_id: int) -> int:
    """Look at the photos of the case that nobody has looked at yet. Called twice, each is looked at once. Returns how many."""
    detector = active_detector()
    if detector.key == "none":
        return 0
    entries = Attachment.objects.filter(case_id=case_id, file__kind=Kind.IMAGE).select_related("file")
    files = {entry.file_id: entry.file for entry in entries}
    known = set(PhotoCheck.objects.filter(file__in=list(files)).values_list("file_id", flat=True))
    new = [file for key, file in files.items() if key not in known]
    for file in new:
        spots, problem = _look(file)
        # The photo may have been redacted while we looked; then there is nothing to say about it any more.
        if StoredFile.objects.filter(pk=file.pk).exists():
            values = {"detector": detector.key, "spots": spots, "problem": problem, "at": clock.now()}
            PhotoCheck.objects.update_or_create(file=file, defaults=values)
    return len(new)


def _look(file: StoredFile) -> tuple[list[dict[str, object]], str]:
    try:
        with open_bytes(file.sha256, Variant.LARGE) as source:
            found = active_detector().find(source.read())
    except FileNotFoundError:
        return [], "failed"
    except DetectionFailed as failed:
        return [], failed.reason
    names = ("kind", "x", "y", "width", "height")
    return [{name: getattr(spot, name) for name in names} for spot in found], ""
