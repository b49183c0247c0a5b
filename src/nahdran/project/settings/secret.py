# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secret key: from the environment; in the demonstration made once and kept in the data folder."""

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env


def secret_key(env: Env, data_dir: Path, *, demo: bool) -> str:
    """The key of this deployment; never a default that somebody could know."""
    if key := env.str("SECRET_KEY", ""):
        return key
    if not demo:
        raise ImproperlyConfigured("SECRET_KEY is missing. Set it to a long random text, or NAHDRAN_DEMO=1 to try nahdran out.")
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()
