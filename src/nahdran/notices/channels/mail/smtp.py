# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""One message over one SMTP connection (RFC 5321), with an exact account of how far it got.

``smtplib.sendmail`` cannot tell a connection that broke before the closing dot (the server must forget the message) from one that broke
after it (nobody knows). Here the dot is sent by itself, right after ``handing_over`` has been told.
"""

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator

from django.conf import settings

from nahdran.notices import texts
from nahdran.notices.channels.base import AnswerMissing, Later, Refused
from nahdran.notices.channels.mail.server import IMPLICIT, STARTTLS, MailServer

GOODBYE_TIMEOUT = 2.0
# Final for this connection, but about our configuration, not about the message: it may leave once that is mended.
_ABOUT_US = frozenset({502, 503, 504, 530, 534, 535, 538})


def hand_over(server: MailServer, *, sender: str, recipient: str, data: bytes, handing_over: Callable[[], None]) -> str:
    """Returns the server's words. Raises Later, Refused or AnswerMissing."""
    with _session(server, sender) as smtp:
        _envelope(smtp, sender, recipient)
        _body(smtp, data)
        if smtp.sock is None or _is_gone(smtp.sock):
            raise Later(texts.GONE_DURING)
        handing_over()
        return _finish(smtp, server)


def probe(server: MailServer, sender: str) -> None:
    """Connect, encrypt, sign in and leave again. Raises Later with the reason if that does not work."""
    with _session(server, sender):
        pass


@contextlib.contextmanager
def _session(server: MailServer, sender: str) -> Iterator[smtplib.SMTP]:
    smtp = _connect(server, sender)
    try:
        yield smtp
        with contextlib.suppress(smtplib.SMTPException, OSError):
            _wait_at_most(smtp, GOODBYE_TIMEOUT)
            smtp.quit()  # politeness only: the message's fate is decided
    finally:
        smtp.close()


def _connect(server: MailServer, sender: str) -> smtplib.SMTP:
    """Connected, encrypted and signed in. Nothing has been said about the message yet, so every failure means later."""
    me = sender.rpartition("@")[2]
    smtp: smtplib.SMTP | None = None
    try:
        if server.tls == IMPLICIT:
            smtp = smtplib.SMTP_SSL(
                server.host, server.port, local_hostname=me, timeout=server.timeout, context=_trust()
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, local_hostname=me, timeout=server.timeout)
        smtp.ehlo_or_helo_if_needed()
        if server.tls == STARTTLS:
            smtp.starttls(context=_trust())
            smtp.ehlo_or_helo_if_needed()  # what was said before the encryption counts no more
        if server.user:
            smtp.login(server.user, server.password)
        return smtp
    except (smtplib.SMTPException, OSError) as error:
        if smtp is not None:
            smtp.close()
        raise Later(_why_not_connected(error)) from error


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.MAIL_CA_FILE:
        context.load_verify_locations(settings.MAIL_CA_FILE)
    return context


def _why_not_connected(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            words = f"{texts.BAD_CERTIFICATE} {error.verify_message}"
        case ssl.SSLError():
            words = f"{texts.NO_ENCRYPTION} {error.reason}"
        case smtplib.SMTPAuthenticationError():
            words = f"{texts.NO_SIGN_IN} {_said(error.smtp_code, error.smtp_error)}"
        case smtplib.SMTPNotSupportedError():
            words = texts.NOT_OFFERED
        case smtplib.SMTPResponseException():
            words = f"{texts.NOT_READY} {_said(error.smtp_code, error.smtp_error)}"
        case _ if isinstance(error, TimeoutError) or "timed out" in str(
            error
        ):  # smtplib hides the time-out of an answer in a text
            words = texts.TOO_SLOW
        case _:
            words = f"{texts.OUT_OF_REACH} {error}"
    return words


def _envelope(smtp: smtplib.SMTP, sender: str, recipient: str) -> None:
    try:
        _expect(smtp.mail(sender), 2)
        _expect(smtp.rcpt(recipient), 2)
        _expect(smtp.docmd("DATA"), 3)
    except (smtplib.SMTPException, OSError) as error:
        raise Later(f"{texts.BROKEN_BEFORE} {error}") from error


def _body(smtp: smtplib.SMTP, data: bytes) -> None:
    """Everything but the closing dot. A server that loses the connection before the dot has not got the message."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    try:
        smtp.send(lines)
    except (smtplib.SMTPException, OSError) as error:
        raise Later(f"{texts.BROKEN_DURING} {error}") from error


def _is_gone(connection: socket.socket) -> bool:
    """Whether the server has hung up, or spoken out of turn, before the closing dot."""
    timeout = connection.gettimeout()
    connection.settimeout(0)
    try:
        connection.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
        return False
    except OSError:
        return True
    finally:
        connection.settimeout(timeout)
    return True


def _finish(smtp: smtplib.SMTP, server: MailServer) -> str:
    _wait_at_most(smtp, server.answer_timeout)
    try:
        smtp.send(b".\r\n")
        answer = smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise AnswerMissing(f"{texts.NO_ANSWER} {error}") from error
    if answer[0] // 100 not in {2, 4, 5}:
        raise AnswerMissing(f"{texts.STRANGE_ANSWER} {_said(*answer)}")
    return _expect(answer, 2)


def _wait_at_most(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _expect(answer: tuple[int, bytes], first_digit: int) -> str:
    code, words = answer
    if code // 100 == first_digit:
        return _said(code, words)
    if code // 100 == 5 and code not in _ABOUT_US:
        raise Refused(_said(code, words))
    raise Later(_said(code, words))


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"
