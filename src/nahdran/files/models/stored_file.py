# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A stored file: what was kept of an upload, where its bytes lie and how long they stay.

Rows are made by ``operations.ingest`` only. Two rows may share the same bytes; ``operations.discard`` knows. No rights here: who may
see a file is the business of the object it belongs to.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nahdran.files.enums import Kind, Scan, Variant
from nahdran.kit import clock


class StoredFile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind.choices)
    purpose = models.CharField(_("Zweck"), max_length=20)
    media_type = models.CharField(_("Medientyp"), max_length=60)
    name = models.CharField(_("Dateiname"), max_length=120)
    # Of the bytes that are kept (an image's large rendering), not of the upload: the address of the bytes in the storage.
    sha256 = models.CharField(_("Prüfsumme"), max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("Größe in Byte"))
    width = models.PositiveIntegerField(_("Breite in Pixel"), null=True, blank=True)
    height = models.PositiveIntegerField(_("Höhe in Pixel"), null=True, blank=True)
    scan = models.CharField(_("Virenprüfung"), max_length=10, choices=Scan.choices, default=Scan.NONE)
    created_at = models.DateTimeField(_("gespeichert am"), default=clock.now, editable=False)
    # The file deletes itself after this moment. Empty: as long as the object it belongs to.
    keep_until = models.DateTimeField(_("aufbewahren bis"), null=True, blank=True)

    class Meta:
        verbose_name = _("Datei")
        verbose_name_plural = _("Dateien")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="files_kind_known"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="files_sha256_hex"),
            models.CheckConstraint(condition=Q(size__gt=0), name="files_not_empty"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.IMAGE) | Q(width__gt=0, height__gt=0),
                name="files_image_has_a_size",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["keep_until"], condition=Q(keep_until__isnull=False), name="files_keep_until"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.kind == Kind.IMAGE

    @property
    def variants(self) -> tuple[Variant, ...]:
        return (Variant.LARGE, Variant.MEDIUM, Variant.THUMB) if self.is_image else (Variant.DOCUMENT,)
