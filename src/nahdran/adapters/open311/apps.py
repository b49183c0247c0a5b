# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of the Open311 adapter: it offers itself to the port of ``reports``; the settings page names the servers."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.capability import Capability


class Open311Adapter(Capability):
    name = "nahdran.adapters.open311"
    label = "adapter_open311"
    verbose_name = _("Weitergabe über Open311")

    def ready(self) -> None:
        super().ready()
        from nahdran.adapters.open311.forwarder import Open311
        from nahdran.reports.forwarding.registry import forwarders

        forwarders.register(Open311.key, Open311())
