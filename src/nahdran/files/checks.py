# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether files can be stored and scanned. Asked through ``kit.checks`` by doctor and the administrator's page."""

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from nahdran.files import storage
from nahdran.files.detecting.registry import active_detector
from nahdran.files.scanning.registry import active_scanner
from nahdran.kit.checks import Finding, HealthCheck, from_problems, ok, register


def check_storage() -> Finding:
    """Write, read and delete a probe."""
    place = storage.store()
    try:
        name = place.save("probe", ContentFile(b"probe"))
        with place.open(name, "rb") as probe:
            whole = probe.read() == b"probe"
        place.delete(name)
    except Exception as error:  # noqa: BLE001  every storage has errors of its own, and all of them are the answer here
        problem = _(
            "Der Dateispeicher kann nicht beschrieben werden (%(error)s). Bitte Ordner, Rechte und freien Platz oder den Zugang zu S3 prüfen."
        )
        return from_problems([problem % {"error": error}], "")
    problems = [] if whole else [_("Der Dateispeicher liefert nicht zurück, was geschrieben wurde.")]
    return from_problems(problems, _("Dateien können geschrieben und gelesen werden."))


def check_scanner() -> Finding:
    scanner = active_scanner()
    if scanner.key == "none":
        return ok(
            _(
                "Es ist keine Virenprüfung eingerichtet. Bilder werden neu geschrieben, Dokumente nur zum Herunterladen angeboten."
            )
        )
    return from_problems(scanner.check_config(), _("Die Virenprüfung antwortet."))


def check_detector() -> Finding:
    detector = active_detector()
    if detector.key == "none":
        return ok(_("Gesichter und Kennzeichen werden nicht gesucht: Es ist keine Erkennung eingerichtet."))
    return from_problems(
        detector.check_config(), _("Die Erkennung von Gesichtern und Kennzeichen läuft auf diesem Server.")
    )


register(HealthCheck("files.storage", _("Dateispeicher"), check_storage, order=40))
register(HealthCheck("files.scanner", _("Virenprüfung"), check_scanner, order=41))
register(HealthCheck("files.detector", _("Erkennung in Fotos"), check_detector, order=42))
