# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deliveries for tests, and a mail server that behaves as badly as asked."""

import asyncio
import ssl
import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from nahdran.notices.models import Delivery
from nahdran.notices.operations import Recipient, send

# What the server does with a message. Each is a way in which real servers behave.
ACCEPT = "accept"
GREYLIST = "greylist"
REFUSE_RECIPIENT = "refuse recipient"
REFUSE_CONTENT = "refuse content"
DELAY_CONTENT = "delay content"
STRANGE_ANSWER = "strange answer"
SILENT_AT_START = "silent at start"
SILENT_AFTER_DATA = "silent after data"
CLOSE_AT_START = "close at start"
CLOSE_IN_DATA = "close in data"
CLOSE_BEFORE_DOT = "close before the dot"
CLOSE_AFTER_DATA = "close after data"
NOT_NOW = "not now"


class Server(SMTP):
    """aiosmtpd with the manners of its handler."""

    async def _handle_client(self) -> None:
        manners = self.event_handler.manners
        if manners == SILENT_AT_START:
            await asyncio.sleep(3600)
        if manners == CLOSE_AT_START:
            self.transport.abort()
            return
        await super()._handle_client()

    async def smtp_DATA(self, arg: str | None) -> None:
        if self.event_handler.manners in {CLOSE_IN_DATA, CLOSE_BEFORE_DOT}:
            await self.push("354 go on")
            await self._reader.read(100)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class MailPeer:
    """A real SMTP server on a port of its own. ``received`` are the messages it took whole, whether it said so or not."""

    def __init__(self, manners: str = ACCEPT, **options: Any) -> None:
        self.manners = manners
        self.received: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.servers: list[Server] = []
        self.got_message = threading.Event()
        self.options = options
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self.thread.start()
        assert self.ready.wait(10)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(self.loop.create_server(self._factory, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()
        server.close()
        for open_server in self.servers:
            if open_server.transport is not None:
                open_server.transport.abort()
        waiting = asyncio.all_tasks(self.loop)
        for task in waiting:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
        self.loop.run_until_complete(asyncio.sleep(0.01))
        self.loop.close()

    def _factory(self) -> SMTP:
        self.servers.append(Server(self, hostname="mail.test", loop=self.loop, **self.options))
        return self.servers[-1]

    def url(self, **query: object) -> str:
        settings = {"tls": "none", "timeout": 5, "answer_timeout": 5, **query}
        return f"smtp://127.0.0.1:{self.port}/?" + "&".join(f"{key}={value}" for key, value in settings.items())

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.manners == NOT_NOW:
            return "421 4.3.2 closing down"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.manners == GREYLIST:
            return "451 4.7.1 Greylisted, please come back"
        if self.manners == REFUSE_RECIPIENT:
            return "550 5.1.1 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.manners == REFUSE_CONTENT:
            return "554 5.7.1 We do not want this"
        if self.manners == DELAY_CONTENT:
            return "452 4.2.2 Mailbox full"
        self.received.append(cast("EmailMessage", message_from_bytes(bytes(envelope.content or b""), policy=default)))
        self.recipients += envelope.rcpt_tos
        self.got_message.set()
        if self.manners == CLOSE_AFTER_DATA:
            server.transport.abort()
        if self.manners == SILENT_AFTER_DATA:
            await asyncio.sleep(3600)
        return "199 perhaps" if self.manners == STRANGE_ANSWER else "250 2.0.0 Taken as 4711"


def accept_password(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"stadt", b"p@ss:wort"), handled=False)


def delivery(
    number: int = 1, *, text: str = "Guten Tag", template: str = "tests/hello", secret: bool = False
) -> Delivery:
    return send(
        recipient=Recipient("erika@example.org", "Erika Müller"),
        template=template,
        context={"reference": "LOH-2026-000001-K", "extra": text},
        dedup_key=f"test:{number}",
        about="LOH-2026-000001-K",
        secret=secret,
    )


def trust(certificate: bytes, key: bytes, folder: Any) -> ssl.SSLContext:
    """A server's TLS context from PEM data."""
    path = folder / "server.pem"
    path.write_bytes(key + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
