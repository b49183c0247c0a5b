# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls to addresses that others have named: our own network stays out of reach, and time and size have limits. Real servers, real sockets."""

import ipaddress
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from nahdran.kit import outbound
from nahdran.kit.outbound import Forbidden, Unreachable, fetch, is_public


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.partition("?")[0].strip("/").replace("-", "_")
        getattr(self, f"on_{name}", self.on_hello)()

    def do_POST(self):
        self.on_echo()

    def answer(self, body=b"", status=200, **headers):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def on_hello(self):
        self.answer(b"hello", X_Seen=self.headers.get("X-Key", ""))

    def on_echo(self):
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def on_moved(self):
        self.answer(status=302, Location="/hello")

    def on_away(self):
        self.answer(status=302, Location=self.path.partition("?to=")[2])

    def on_circle(self):
        self.answer(status=302, Location="/circle")

    def on_large(self):
        self.answer(b"x" * 200_000)

    def on_drip(self):
        """A header that never ends, one sign at a time."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def on_hang_up(self):
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """The other side hanging up is what some of these tests are about."""


@pytest.fixture
def server(settings):
    running = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    settings.OUTBOUND_ALLOW = [f"127.0.0.1:{running.server_port}"]
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def resolves_to(monkeypatch, *addresses):
    """The edge of the network: what the DNS says."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(outbound.socket, "getaddrinfo", lambda *args, **kwargs: found)


def test_what_the_administrator_has_allowed_is_fetched(server):
    reply = fetch(f"{server}/hello")

    assert (reply.status, reply.text) == (200, "hello")


def test_a_form_is_sent(server):
    assert fetch(f"{server}/", method="POST", body=b"a=1").text == "a=1"


def test_without_permission_our_own_machine_is_not_called(server, settings):
    settings.OUTBOUND_ALLOW = []

    with pytest.raises(Forbidden):
        fetch(f"{server}/hello")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a.jpg",
        "gopher://example.org/",
        "//example.org/a.jpg",
        "example.org/a.jpg",
        "",
        "http://",
        "http:///a.jpg",
        "http://user:word@example.org/",
        "http://example.org:25/",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://example.org/\r\nX-Injected: 1",
        "http://[::1/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://224.0.0.1/",
        "http://localhost/",
    ],
)
def test_an_address_that_leads_inside_or_nowhere_is_refused(url):
    with pytest.raises(Forbidden):
        fetch(url)


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    resolves_to(monkeypatch, "93.184.216.34", "10.0.0.7")

    with pytest.raises(Forbidden):
        fetch("http://looks-public.example/")


def test_a_name_that_answers_differently_the_second_time_gains_nothing(monkeypatch, server, settings):
    port = int(server.rpartition(":")[2])
    settings.OUTBOUND_ALLOW = [f"photos.example:{port}"]
    asked = []
    real = socket.getaddrinfo

    def look_up(host, *args, **kwargs):
        if host != "photos.example":
            return real(host, *args, **kwargs)
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *args, **kwargs)

    monkeypatch.setattr(outbound.socket, "getaddrinfo", look_up)

    assert fetch(f"http://photos.example:{port}/hello").text == "hello"
    assert len(asked) == 1


def test_a_redirect_is_followed_and_the_key_stays_behind(server):
    reply = fetch(f"{server}/moved", headers={"X-Key": "secret"})

    assert reply.text == "hello"
    assert reply.headers["x-seen"] == ""


@pytest.mark.parametrize("goal", ["http://127.0.0.1:9/", "http://169.254.169.254/", "file:///etc/passwd"])
def test_a_redirect_to_a_forbidden_place_is_refused(server, goal):
    with pytest.raises(Forbidden):
        fetch(f"{server}/away?to={goal}")


def test_redirects_have_an_end(server):
    with pytest.raises(Unreachable):
        fetch(f"{server}/circle")


def test_a_form_is_never_sent_on_by_a_redirect(server):
    assert fetch(f"{server}/moved", method="POST", body=b"x").status == 200


def test_an_answer_that_is_too_large_is_cut_off(server):
    with pytest.raises(Unreachable):
        fetch(f"{server}/large", max_bytes=100_000)


def test_a_server_that_drips_does_not_hold_us_longer_than_allowed(server):
    started = time.monotonic()

    with pytest.raises(Unreachable) as caught:
        fetch(f"{server}/drip", seconds=0.5)

    assert time.monotonic() - started < 2
    assert caught.value.sent


def test_who_hangs_up_may_have_got_the_request(server):
    with pytest.raises(Unreachable) as caught:
        fetch(f"{server}/hang-up")

    assert caught.value.sent


def test_where_nobody_listens_nothing_was_sent(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.OUTBOUND_ALLOW = [f"127.0.0.1:{port}"]

    with pytest.raises(Unreachable) as caught:
        fetch(f"http://127.0.0.1:{port}/")

    assert not caught.value.sent


@pytest.mark.parametrize(
    ("address", "public"),
    [("8.8.8.8", True), ("2606:4700::1111", True), ("::ffff:8.8.8.8", True), ("64:ff9b::808:808", True),
     ("::ffff:10.0.0.1", False), ("2002:a00:1::", False), ("240.0.0.1", False), ("ff02::1", False), ("::", False)],
)  # fmt: skip
def test_addresses_inside_addresses_are_seen_through(address, public):
    assert is_public(ipaddress.ip_address(address)) is public
