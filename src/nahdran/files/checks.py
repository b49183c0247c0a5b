# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with the storage and the scanner. Asked by ``nahdran doctor``."""

from django.core.files.base import ContentFile

from nahdran.files import storage
from nahdran.files.scanning.registry import active_scanner


def check_config() -> list[str]:
    """Write, read and delete a probe, and ask the scanner. Sentences that say what to do; empty if everything works."""
    return [*_check_storage(), *active_scanner().check_config()]


def _check_storage() -> list[str]:
    place = storage.store()
    try:
        name = place.save("probe", ContentFile(b"probe"))
        with place.open(name, "rb") as probe:
            whole = probe.read() == b"probe"
        place.delete(name)
    except Exception as error:  # noqa: BLE001  every storage has errors of its own, and all of them are the answer here
        return [
            f"Der Dateispeicher kann nicht beschrieben werden ({error}). Bitte Ordner, Rechte und freien Platz oder den Zugang zu S3 prüfen."
        ]
    return [] if whole else ["Der Dateispeicher liefert nicht zurück, was geschrieben wurde."]
