# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The other side: a real server on a real port that can be told what to answer, and how to fail."""

import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.cache import cache

from nahdran.accounts.operations.api_keys import create_api_key
from nahdran.reports.models import ForwardingRule, Partner
from nahdran.reports.operations.forwarding import save_partner
from nahdran.reports.rules import SCOPE
from tests.factories.accounts import make_admin
from tests.reports.conftest import *  # noqa: F403  the town of the reports

HEAD = '<?xml version="1.0" encoding="utf-8"?>'
SERVICES = (
    f"{HEAD}<services>"
    "<service><service_code>LICHT</service_code><service_name>Licht</service_name><metadata>true</metadata></service>"
    "<service><service_code>MUELL</service_code><service_name>Müll</service_name><metadata>false</metadata></service>"
    "</services>"
)
DEFINITION = (
    f"{HEAD}<service_definition><service_code>LICHT</service_code><attributes>"
    "<attribute><variable>true</variable><code>MAST</code><datatype>string</datatype><required>true</required>"
    "<order>1</order><description>Nummer am Mast</description></attribute>"
    "<attribute><variable>true</variable><code>FARBE</code><datatype>singlevaluelist</datatype>"
    "<required>false</required><description>Farbe</description>"
    "<values><value><key>R</key><name>Rot</name></value><value><key>B</key><name>Blau</name></value></values></attribute>"
    "<attribute><variable>false</variable><code>HINWEIS</code><datatype>text</datatype><required>false</required>"
    "<description>Nur zu lesen</description></attribute>"
    "</attributes></service_definition>"
)


def requests_xml(*rows):
    inner = "".join(
        "<request>" + "".join(f"<{name}>{value}</{name}>" for name, value in row.items()) + "</request>" for row in rows
    )
    return f"{HEAD}<service_requests>{inner}</service_requests>"


def updates_xml(*rows):
    inner = "".join(
        "<request_update>" + "".join(f"<{name}>{value}</{name}>" for name, value in row.items()) + "</request_update>"
        for row in rows
    )
    return f"{HEAD}<service_request_updates>{inner}</service_request_updates>"


def errors_xml(code, text):
    return f"{HEAD}<errors><error><code>{code}</code><description>{text}</description></error></errors>"


@dataclass
class Asked:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def fields(self):
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def pairs(self):
        return parse_qsl(self.body.decode(), keep_blank_values=True)


@dataclass
class OtherSide:
    """``answers`` maps "METHOD path" to (status, body, headers), or to "lost": read everything, then hang up."""

    port: int = 0
    answers: dict = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/open311/v2"

    def says(self, what, body="", status=200, **headers):
        self.answers[what] = (status, body, {name.replace("_", "-"): value for name, value in headers.items()})

    def loses(self, what):
        self.answers[what] = "lost"

    def posts(self, path="/requests.xml"):
        return [each for each in self.asked if (each.method, each.path) == ("POST", path)]

    def gets(self, path="/requests.xml"):
        return [each for each in self.asked if (each.method, each.path) == ("GET", path)]


class Handler(BaseHTTPRequestHandler):
    side: OtherSide

    def do_GET(self):
        self._serve()

    def do_POST(self):
        self._serve()

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        path = parts.path.removeprefix("/open311/v2")
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.side.asked.append(Asked(self.command, path, dict(parse_qsl(parts.query)), headers, body))
        answer = self.side.answers.get(f"{self.command} {path}", (404, errors_xml(404, "Das gibt es hier nicht."), {}))
        if answer == "lost":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, text, more = answer
        data = text if isinstance(text, bytes) else text.encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "text/xml; charset=utf-8",
            "Content-Length": str(len(data)),
            **more,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


@pytest.fixture(autouse=True)
def _no_answers_kept():
    cache.clear()


@pytest.fixture
def other(settings):
    side = OtherSide()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OwnHandler", (Handler,), {"side": side}))
    side.port = server.server_address[1]
    settings.OUTBOUND_ALLOW = [f"127.0.0.1:{side.port}"]
    side.says("GET /services.xml", SERVICES)
    side.says("GET /services/LICHT.xml", DEFINITION)
    side.says("POST /requests.xml", requests_xml({"service_request_id": "7-2026"}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield side
    server.shutdown()
    server.server_close()


@pytest.fixture
def chief(town):
    return make_admin()


@pytest.fixture
def partner(other, chief):
    return save_partner(partner=Partner(name="Kreiswerke", url=other.url), secret="unser-schluessel", actor=chief)


@pytest.fixture
def rule(partner, lamp):
    return ForwardingRule.objects.create(
        category=lamp, partner=partner, service_code="LICHT", is_automatic=True, attributes={"MAST": {"value": "12"}}
    )


@pytest.fixture
def new_key(db):
    """A key by which the other side speaks to us."""
    return create_api_key(actor=None, name="Kreiswerke", scopes=[SCOPE], rate_per_minute=1000).row
