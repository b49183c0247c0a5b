# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of the clamd adapter: it offers itself to the port of ``files``; ``CLAMD_SOCKET`` or ``CLAMD_HOST`` chooses it."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class ClamdAdapter(Capability):
    name = "nahdran.adapters.clamd"
    label = "adapter_clamd"
    verbose_name = _("Virenprüfung mit ClamAV")

    def ready(self) -> None:
        super().ready()
        from nahdran.adapters.clamd.scanner import Clamd
        from nahdran.files.scanning.registry import scanners

        scanners.register(Clamd.key, Clamd())
