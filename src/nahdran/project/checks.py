# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Registers the health checks of the house."""

from django.utils.translation import gettext_lazy as _

from nahdran.kit.checks import HealthCheck, register
from nahdran.project.health.configuration import check_settings
from nahdran.project.health.database import check_database, check_migrations, check_queue
from nahdran.project.health.machine import check_backup, check_cache, check_clock, check_disk, check_port

register(HealthCheck("project.settings", _("Einstellungen"), check_settings, order=5))
register(HealthCheck("project.database", _("Datenbank"), check_database, order=10, readiness=True))
register(HealthCheck("project.migrations", _("Stand der Datenbank"), check_migrations, order=11, readiness=True))
register(HealthCheck("project.queue", _("Hintergrunddienst"), check_queue, order=20))
register(HealthCheck("project.cache", _("Zwischenspeicher"), check_cache, order=25))
register(HealthCheck("project.disk", _("Speicherplatz"), check_disk, order=30))
register(HealthCheck("project.port", _("Webserver"), check_port, order=31))
register(HealthCheck("project.clock", _("Uhr"), check_clock, order=32))
register(HealthCheck("project.backup", _("Sicherung"), check_backup, order=90))
