# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``manage.py ui_docs`` writes the reference of the components into docs/design-system.md."""

from typing import Any

from django.core.management.base import BaseCommand

from nahdran.ui.describing import DOCUMENT, merged


class Command(BaseCommand):
    help = "Writes the reference of the components into docs/design-system.md."

    def handle(self, *args: Any, **options: Any) -> None:
        DOCUMENT.write_text(merged(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"{DOCUMENT} is current.")
