# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The other side of webhooks: a real server on a real port that checks what it gets by the book, and answers as badly as asked."""

import base64
import hashlib
import hmac
import json
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from nahdran.webhooks.models import Endpoint
from nahdran.webhooks.operations import Made, add_endpoint
from nahdran.webhooks.slots import all_kinds

LOST, DRIP = "lost", "drip"


@dataclass
class Got:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def id(self):
        return self.headers["webhook-id"]

    def is_signed_with(self, secret: str) -> bool:
        """As the specification tells receivers to check; nothing of ours is used."""
        key = base64.b64decode(secret.split("_", 1)[1])
        content = b".".join([self.id.encode(), self.headers["webhook-timestamp"].encode(), self.body])
        expected = base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
        versions = [each.split(",", 1) for each in self.headers["webhook-signature"].split(" ")]
        return any(version == "v1" and hmac.compare_digest(given, expected) for version, given in versions)


@dataclass
class Receiver:
    """``answers`` is used up one by one, then ``status`` counts."""

    port: int = 0
    status: int | str = 204
    answers: list = field(default_factory=list)
    got: list[Got] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    location: str = ""

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def types(self):
        return [each.json["type"] for each in self.got]


class Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.receiver.got.append(Got(self.path, headers, body))
        self.receiver.arrived.set()
        answer = self.receiver.answers.pop(0) if self.receiver.answers else self.receiver.status
        if answer == LOST:
            self.connection.shutdown(socket.SHUT_RDWR)
        elif answer == DRIP:
            self._drip()
        else:
            self.send_response(answer)
            if self.receiver.location:
                self.send_header("Location", self.receiver.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.02)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Hanging up is what some tests are about."""


def serve(receiver: Receiver) -> Server:
    server = Server(("127.0.0.1", 0), type("OwnHandler", (Handler,), {"receiver": receiver}))
    receiver.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


def make_endpoint(url: str = "https://hooks.example.org/nahdran", *, name: str = "Stadt-App", **fields) -> Made:
    fields.setdefault("kinds", [each.key for _source, each in all_kinds()])
    return add_endpoint(endpoint=Endpoint(name=name, url=url, **fields), actor=None)
