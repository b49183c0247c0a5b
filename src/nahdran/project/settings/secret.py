# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secret key: from the environment; in the demonstration made once and kept in the data folder."""

import contextlib
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env


def secret_key(env: Env, data_dir: Path, *, demo: bool) -> str:
    """The key of this deployment; never a default that somebody could know."""
    if key := env.str("SECRET_KEY", ""):
        return key
    if not demo:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing. Set it to a long random text, or NAHDRAN_DEMO=1 to try nahdran out."
        )
    path = data_dir / "secret_key"
    if not path.exists():
        _make(path)
    return path.read_text()


def _make(path: Path) -> None:
    """Several processes may start at once: the first one's key appears whole and in one step, the others use it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    mine.touch(mode=0o600)
    mine.write_text(secrets.token_urlsafe(64))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(mine)
    mine.unlink()
