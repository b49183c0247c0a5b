# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos of the old system: an archive comes in, the worker finds the report of each photo by its name. One photo is one transaction, so a killed worker goes on where it was."""

import io

import structlog
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from nahdran.accounts.models import User
from nahdran.audit.operations import record as log
from nahdran.files.models import StoredFile
from nahdran.files.operations import ingest
from nahdran.files.texts import UnableToStore
from nahdran.kit import clock
from nahdran.kit.text import clean_line
from nahdran.reports.operations import add_past_photo
from nahdran.takeover.archive import UnableToOpen, check, photos
from nahdran.takeover.enums import BoxState, State
from nahdran.takeover.models import PhotoBox, Run, Taken, TakenPhoto
from nahdran.takeover.operations.errors import UnableToTakeOver

logger = structlog.get_logger(__name__)

# The task itself stands in tasks.py, above; it is called by this name.
WORK_PHOTOS = "nahdran.takeover.work_photos"


def bring_photos(*, run: Run, data: bytes, name: str, publishes: bool, actor: User | None) -> PhotoBox:
    """Take an archive in and hand it to the worker. ``publishes`` shows its photos where the report itself is public. Raises UnableToTakeOver."""
    try:
        entries = check(data)
    except UnableToOpen as error:
        raise UnableToTakeOver(str(error), "file") from error
    with transaction.atomic():
        fresh = Run.objects.select_for_update().get(pk=run.pk)
        if fresh.state != State.DONE or not fresh.photos.filter(file=None).exists():
            raise UnableToTakeOver(_("Zu dieser Übernahme fehlen keine Fotos."), "file")
        box = PhotoBox.objects.create(
            run=fresh,
            name=clean_line(name)[:120],
            data=data,
            publishes=publishes,
            brought_by=actor,
            created_at=clock.now(),
            entries=entries,
        )
        log(action="takeover.photos", actor=actor, obj=fresh, data={"source": fresh.source, "photos": entries})
        app.configure_task(WORK_PHOTOS, lock=f"takeover-{fresh.pk}").defer(box_id=box.pk)
    return box


def work_photos(box_id: int) -> None:
    """Work an archive off. Called again after a crash, it goes on behind the last photo that was placed."""
    box = PhotoBox.objects.select_related("brought_by").filter(pk=box_id, state=BoxState.RUNNING).first()
    if box is None:
        return
    try:
        for name, data in photos(bytes(box.data), behind=box.done):
            _place(box, name, data)
    except Exception:
        logger.exception("takeover.photos_broken_off", box=box_id)
        PhotoBox.objects.filter(pk=box.pk).update(state=BoxState.FAILED, data=b"")
    else:
        PhotoBox.objects.filter(pk=box.pk).update(state=BoxState.DONE, data=b"")


def _place(box: PhotoBox, name: str, data: bytes | None) -> None:
    """Give the photo to every report that names it."""
    with transaction.atomic():
        wanted = list(TakenPhoto.objects.filter(run_id=box.run_id, name=name, file=None).select_related("case"))
        counts = {"unknown": 0 if wanted else 1, "placed": 0, "refused": 0}
        for row in wanted:
            counts["placed" if _give(box, row, data) else "refused"] += 1
        changes = {key: F(key) + count for key, count in counts.items() if count}
        PhotoBox.objects.filter(pk=box.pk).update(done=F("done") + 1, **changes)


def _give(box: PhotoBox, row: TakenPhoto, data: bytes | None) -> bool:
    if data is None:
        return False
    upload = io.BytesIO(data)
    upload.name = row.name
    try:
        stored = ingest(upload=upload).file
    except UnableToStore:
        return False
    untouched = Taken.objects.filter(pk=row.case_id, seen_at=row.case.changed_at)
    keys = list(untouched.values_list("pk", flat=True))
    case = add_past_photo(case=row.case, file=stored, actor=box.brought_by, publish=box.publishes)
    # Our own step is no work of somebody: the run can still be taken back.
    Taken.objects.filter(pk__in=keys).update(seen_at=case.changed_at)
    TakenPhoto.objects.filter(pk=row.pk).update(file=stored)
    return True


def photos_of(case_ids: list[int]) -> list[StoredFile]:
    """The pictures that the old system's archives brought to these cases; asked before the cases go."""
    rows = TakenPhoto.objects.filter(case_id__in=case_ids).select_related("file")
    return [row.file for row in rows if row.file is not None]
