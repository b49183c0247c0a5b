# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two entries on the list of what waits for a look, so that it is not empty. Both are invented."""

from nahdran.reports.enums import BlockSort
from nahdran.reports.models import Block
from nahdran.reports.operations import block


def ensure_blocks() -> None:
    if Block.objects.exists():
        return
    block(
        sort=BlockSort.DOMAIN,
        value="werbung.example",
        note="Schickte im Herbst hundert Anzeigen. Erfunden.",
        actor=None,
    )
    block(sort=BlockSort.WORDS, value="günstige Kredite", note="Werbung. Erfunden.", actor=None)
