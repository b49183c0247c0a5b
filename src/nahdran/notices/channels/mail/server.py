# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which mail server, read from ``MAIL_URL``. A wrong value is refused with a sentence that lists what is possible."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

STARTTLS, IMPLICIT, PLAIN = "starttls", "implicit", "none"
_PORTS = {STARTTLS: 587, IMPLICIT: 465, PLAIN: 25}


class InvalidMailUrl(ValueError):
    """``MAIL_URL`` cannot be read. The message never repeats it, because it holds a password."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """``timeout`` in seconds for each step; ``answer_timeout`` for the answer after the whole message (servers scan it meanwhile)."""

    host: str
    port: int
    tls: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    answer_timeout: float = 120.0

    @classmethod
    def from_url(cls, url: str) -> "MailServer":
        """``smtp://user:password@host:port/?tls=starttls|implicit|none&timeout=30&answer_timeout=120``; ``smtps://`` means implicit."""
        try:
            return cls._read(url)
        except ValueError as error:
            raise InvalidMailUrl(
                "MAIL_URL cannot be read. Write smtp://user:password@host:port/?tls=starttls (tls: starttls, implicit or none; "
                "timeout and answer_timeout: 1 to 300 seconds) and percent-encode signs such as @ and : in name and password, which are ASCII."
            ) from error

    @classmethod
    def _read(cls, url: str) -> "MailServer":
        parts = urlsplit(url)
        query = {key: values[-1] for key, values in parse_qs(parts.query, strict_parsing=bool(parts.query)).items()}
        tls = query.pop("tls", IMPLICIT if parts.scheme == "smtps" else STARTTLS)
        times = {key: float(query.pop(key)) for key in ("timeout", "answer_timeout") if key in query}
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or tls not in _PORTS or query:
            raise ValueError
        if not all(0 < seconds <= 300 for seconds in times.values()):
            raise ValueError
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if not (user + password).isascii():
            raise ValueError
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[tls],
            tls=tls,
            user=user,
            password=password,
            **times,
        )
