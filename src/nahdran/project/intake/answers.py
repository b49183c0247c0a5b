# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a thread does with a whole request: call the application, or refuse what is none."""

from typing import Any

import structlog
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from waitress.task import WSGITask

log = structlog.get_logger("nahdran.web")


class Answer(WSGITask):
    """The application's answer. HEAD gets its headers alone, whatever the application wrote."""

    @property
    def is_head(self) -> bool:
        return bool(self.request.command == "HEAD")

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        if self.is_head:
            environ.pop("wsgi.file_wrapper", None)  # a file would go past write()
        return environ

    def execute(self) -> None:
        try:
            super().execute()
        except OSError:
            # waitress takes it for the client's. It is ours: a file that cannot be read, for one.
            log.exception("answer_broken_off")
            raise

    def write(self, data: bytes) -> None:
        super().write(b"" if self.is_head else data)

    def finish(self) -> None:
        if not self.wrote_header:
            self.write(b"")
        if self.is_head:
            self.chunked_response = False  # else its last chunk would follow
        super().finish()


class Refusal(Answer):
    """A request that never was one, or that is too large. The connection ends with it."""

    def execute(self) -> None:
        self.set_close_on_finish()
        self.channel.is_refused = True
        if self.request.is_too_large:
            # The application has the page, the headers and the line in the log for it.
            self.request.without_body()
            super().execute()
            return
        code, reason = self.request.error.code, self.request.error.reason
        body = _sentence(code).encode()
        self.complete = True
        self.status = f"{code} {reason}"
        self.content_length = len(body)
        self.response_headers += [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        self.write(body)
        log.info("refused", status=code)


def _sentence(code: int) -> str:
    """Plain text: where not even the headers were understood, no page of ours can be made."""
    with translation.override(settings.LANGUAGE_CODE):
        known = {
            431: _(
                "Ihr Browser hat zu viele Angaben mitgesendet. Löschen Sie bitte die Cookies dieser Seite und "
                "versuchen Sie es noch einmal."
            ),
            500: _(
                "Auf unserer Seite ist etwas schiefgegangen. Versuchen Sie es bitte in ein paar Minuten noch einmal."
            ),
            503: _("Wir können gerade nichts Großes annehmen. Versuchen Sie es bitte in ein paar Minuten noch einmal."),
        }
        return known.get(code) or _("Diese Anfrage war nicht zu verstehen. Laden Sie die Seite bitte neu.")
