# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Saying which websites may show the public map in a frame. Called by the settings page."""

from collections.abc import Iterable

from django.db import transaction

from nahdran.accounts.models import User
from nahdran.audit.operations import record
from nahdran.reports.models import EmbedSite


def save_embed_sites(*, origins: Iterable[str], actor: User | None) -> list[str]:
    """Exactly these sites from now on; the change stands in the audit log. Returns them in order. ``origins`` were read by ``parse_origin``."""
    wanted = sorted(set(origins))
    with transaction.atomic():
        before = sorted(EmbedSite.objects.select_for_update().values_list("origin", flat=True))
        if before == wanted:
            return wanted
        EmbedSite.objects.exclude(origin__in=wanted).delete()
        EmbedSite.objects.bulk_create([EmbedSite(origin=origin) for origin in wanted], ignore_conflicts=True)
        record(action="reports.embed", actor=actor, data={"sites": wanted})
    return wanted
