# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's mail: each message becomes a file in ``DATA_DIR/mail``, read by the page /demo/post/."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings

from nahdran.kit.language import HOUSE, Worded

NEWEST = 100
_NAME = re.compile(r"[0-9A-Za-z._-]{1,120}")


@dataclass(frozen=True, slots=True)
class DemoMail:
    key: str
    at: datetime
    to: str
    subject: Worded
    text: Worded


def folder() -> Path:
    return Path(settings.DATA_DIR) / "mail"


def put(mail: EmailMessage, key: str) -> str:
    """Write the mail, whole or not at all; returns its key."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder() / f"{key}.eml"
    part = target.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_bytes(mail.as_bytes())
    part.replace(target)
    return key


def newest() -> list[DemoMail]:
    """The latest mails, newest first."""
    paths = sorted(folder().glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path) for path in paths[:NEWEST]]


def get(key: str) -> DemoMail | None:
    path = folder() / f"{key}.eml"
    return _read(path) if _NAME.fullmatch(key) and path.is_file() else None


def _read(path: Path) -> DemoMail:
    mail = message_from_bytes(path.read_bytes(), policy=default)
    body = mail.get_body(("plain",))
    language = str(mail["Content-Language"] or HOUSE)
    return DemoMail(
        key=path.stem,
        at=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        to=str(mail["To"] or ""),
        subject=Worded(str(mail["Subject"] or ""), language),
        text=Worded(str(body.get_content()) if body else "", language),
    )
