# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The machine: disk, port, clock, and how old the newest backup is."""

import ctypes
import json
import shutil
import socket
import sys
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from nahdran.kit.checks import Finding, error, ok, warning
from nahdran.project.deployment import Deployment, UnableToServe

LITTLE = 2_000_000_000
ALMOST_NOTHING = 300_000_000
SKEW_WARNING = 2.0
SKEW_ERROR = 30.0
BACKUP_AFTER = timedelta(days=2)
TIME_ERROR = 5  # the kernel's word for a clock that nobody sets


def check_disk() -> Finding:
    usage = shutil.disk_usage(settings.DATA_DIR)
    sentence = _("%(free)s GB von %(total)s GB sind frei.") % {
        "free": number_format(usage.free / 1e9, 1),
        "total": number_format(usage.total / 1e9, 0),
    }
    advice = _("Bitte Platz schaffen: %(folder)s") % {"folder": settings.DATA_DIR}
    if usage.free < ALMOST_NOTHING:
        return error(sentence, advice)
    return warning(sentence, advice) if usage.free < LITTLE else ok(sentence)


def check_cache() -> Finding:
    """With VALKEY_URL several web servers share what they keep; without it each keeps its own."""
    if not settings.VALKEY_URL:
        return ok(_("Jeder Webprozess hat seinen eigenen Zwischenspeicher."))
    advice = _("Bitte VALKEY_URL prüfen und Valkey starten.")
    try:
        caches["default"].set("nahdran:probe", "1", timeout=10)
        held = caches["default"].get("nahdran:probe") == "1"
    except Exception:  # noqa: BLE001  every client has errors of its own, and all of them are the answer here
        held = False
    return ok(_("Der gemeinsame Zwischenspeicher antwortet.")) if held else error(_("Valkey antwortet nicht."), advice)


def check_port() -> Finding:
    """Either we answer there, or nobody does."""
    deployment = Deployment()
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(deployment.host, deployment.host)  # noqa: S104  compared, not bound
    values = {"port": deployment.port}
    try:
        with deployment.lock():
            running = False
    except UnableToServe:
        running = True
    try:
        with socket.create_connection((host, deployment.port), timeout=2):
            answers = True
    except OSError:
        answers = False
    if running and not answers:
        return error(
            _("nahdran läuft, aber auf Anschluss %(port)s antwortet niemand.") % values,
            _("Bitte PORT und HOST prüfen: doctor muss sie so kennen wie serve."),
        )
    if answers and not running:
        return warning(
            _("Auf Anschluss %(port)s antwortet ein Programm, das nicht zu diesem Datenordner gehört.") % values,
            _("Bitte prüfen, ob PORT und DATA_DIR stimmen."),
        )
    return ok(
        _("Der Webserver antwortet auf Anschluss %(port)s.") % values
        if running
        else _("Anschluss %(port)s ist frei.") % values
    )


def check_clock() -> Finding:
    """Sign-in codes and deadlines need the right time, and web and database the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        skew = abs((cursor.fetchone()[0] - timezone.now()).total_seconds())
    sentence = _("Die Uhren von Webserver und Datenbank gehen um %(seconds)s Sekunden auseinander.") % {"seconds": skew}
    advice = _("Bitte auf beiden Rechnern die Zeit über NTP stellen lassen (chrony oder systemd-timesyncd).")
    if skew > SKEW_WARNING:
        return error(sentence, advice) if skew > SKEW_ERROR else warning(sentence, advice)
    if _nobody_sets_the_clock():
        return warning(_("Niemand stellt die Uhr dieses Rechners über das Netz."), advice)
    return ok(_("Die Uhr geht richtig."))


def _nobody_sets_the_clock() -> bool:
    if sys.platform != "linux":
        return False
    timex = ctypes.create_string_buffer(512)  # struct timex with modes = 0: only ask
    return ctypes.CDLL(None).adjtimex(timex) == TIME_ERROR


def check_backup() -> Finding:
    if settings.DEMO:
        return ok(_("Demonstration: eine Sicherung ist nicht nötig."))
    advice = _("Bitte regelmäßig sichern: nahdran backup DATEI.tar.zst (docs/operating.md)")
    try:
        made = datetime.fromisoformat(json.loads((Path(settings.DATA_DIR) / "backup.json").read_text())["at"])
    except (OSError, ValueError, KeyError):
        return warning(_("Von diesem Rechner wurde noch nie gesichert."), advice)
    hours = int((timezone.now() - made).total_seconds() // 3600)
    sentence = _("Die jüngste Sicherung ist %(hours)s Stunden alt.") % {"hours": hours}
    return warning(sentence, advice) if timezone.now() - made > BACKUP_AFTER else ok(sentence)
