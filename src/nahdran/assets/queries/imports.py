# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Imports of one list, and the rows that were wrong."""

from django.db.models import QuerySet

from nahdran.assets.models import AssetLayer, Fault, Import

SHOWN_FAULTS = 100


def imports_of(layer: AssetLayer, limit: int = 10) -> list[Import]:
    """The last imports, newest first, without their files."""
    return list(layer.imports.defer("data").order_by("-created_at", "-id")[:limit])


def import_of(pk: int) -> Import | None:
    return Import.objects.defer("data").select_related("layer").filter(pk=pk).first()


def first_faults(run: Import) -> list[Fault]:
    return list(all_faults(run)[:SHOWN_FAULTS])


def all_faults(run: Import) -> QuerySet[Fault]:
    return run.faults.order_by("row", "id")
