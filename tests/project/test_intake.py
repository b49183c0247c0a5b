# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The web server's loop with real sockets and a small application: who is let in, who is refused, who is sent away."""

import io
import socket
import tempfile
import threading
import time
from contextlib import contextmanager

import pytest

from nahdran.project.intake.limits import Limits
from nahdran.project.intake.server import Server
from tests.project.clients import ask, connect, is_closed_within, many, rest_of, trickling

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
# Far more than the kernel takes for one connection, here and there.
BIG = 8_000_000
SHORT = 0.5
LONG = 20


class Application:
    """Answers with the length of the body; keeps what it was asked."""

    def __init__(self):
        self.asked = []
        self.may_go_on = threading.Event()

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        answer = getattr(self, environ["PATH_INFO"].strip("/") or "length")
        return answer(environ, start_response)

    def length(self, environ, start_response):
        body = str(len(environ["wsgi.input"].read())).encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    def waits(self, environ, start_response):
        self.may_go_on.wait(LONG)
        return self.length(environ, start_response)

    def file(self, environ, start_response):
        start_response("200 OK", [("Content-Length", str(BIG))])
        file = io.BytesIO(b"f" * BIG)
        return environ["wsgi.file_wrapper"](file) if "wsgi.file_wrapper" in environ else [file.read()]

    def page(self, environ, start_response):
        start_response("200 OK", [("Content-Length", str(BIG))])
        return [b"p" * BIG]

    def stream(self, environ, start_response):
        start_response("200 OK", [])
        return (b"s" * 1_000_000 for _ in range(60))

    def breaks(self, environ, start_response):
        start_response("200 OK", [("Content-Length", "100")])
        yield b"half"
        raise OSError("the disk is gone")


@contextmanager
def serving(**limits):
    application = Application()
    limits = {"threads": 2, "connections": 300, "body_bytes": 1_000_000} | limits
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        server = Server(application, listening, Limits(**limits))
        loop = threading.Thread(target=server.run)
        loop.start()
        try:
            yield port, application, server
        finally:
            application.may_go_on.set()
            server.end()
            loop.join(LONG)
            assert not loop.is_alive()


@pytest.fixture
def port():
    with serving() as (port, _application, _server):
        yield port


def post(length, *more):
    return b"\r\n".join([b"POST / HTTP/1.1", b"Host: x", b"Content-Length: %d" % length, *more, b"", b""])


def status_of(answer):
    return int(answer.split(b" ", 2)[1])


# Bodies


def test_no_thread_has_a_request_before_its_body_is_whole():
    with serving() as (port, application, _server), connect(port) as client:
        client.sendall(post(10) + b"12345")
        assert ask(port, GET, end=b"0").endswith(b"0")
        assert len(application.asked) == 1

        client.sendall(b"67890")

        assert rest_of(client, end=b"10").endswith(b"\r\n\r\n10")


@pytest.mark.parametrize("length", [200, 900_000])
def test_bodies_that_trickle_in_hold_no_thread(port, length):
    with many(64, port, first=post(length) + b"begin") as clients, trickling(clients):
        for _ in range(20):
            started = time.monotonic()
            assert status_of(ask(port, GET, end=b"0")) == 200
            assert time.monotonic() - started < 5


def test_a_body_in_chunks_arrives_as_one(port):
    chunks = b"5\r\nHallo\r\n6\r\n Lampe\r\n0\r\n\r\n"

    answer = ask(port, b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks, end=b"11")

    assert answer.endswith(b"\r\n\r\n11")


def test_a_body_larger_than_the_limit_is_refused_before_it_is_sent():
    with serving() as (port, application, _server):
        ask(port, post(1_000_001, b"Expect: 100-continue"))

        (environ,) = application.asked
        assert int(environ["CONTENT_LENGTH"]) == 1_000_001
        assert environ["wsgi.input"].read() == b""


def test_a_body_in_chunks_is_cut_off_at_the_limit():
    with serving(body_bytes=100_000) as (port, application, _server):
        chunk = b"%x\r\n" % 60_000 + b"x" * 60_000 + b"\r\n"
        ask(port, b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk)

        (environ,) = application.asked
        assert int(environ["CONTENT_LENGTH"]) > 100_000
        assert environ["wsgi.input"].read() == b""


def test_nobody_is_asked_to_go_on_with_a_body_that_is_refused(port):
    assert b"100 Continue" not in ask(port, post(1_000_001, b"Expect: 100-continue"))
    assert b"100 Continue" in ask(port, post(3, b"Expect: 100-continue", b"Connection: close") + b"abc")


def test_whoever_is_refused_while_sending_can_read_why(port):
    with connect(port) as client:
        client.sendall(post(50_000_000))
        for _ in range(80):
            client.sendall(b"x" * 65_536)  # a server that closes at once would break this off
        client.shutdown(socket.SHUT_WR)

        assert rest_of(client).startswith(b"HTTP/1.1 200")


def test_a_full_disk_is_a_sentence(port, monkeypatch):
    with open("/dev/full", "w+b", buffering=0) as full:  # noqa: PTH123  not a file but a device that is always full
        monkeypatch.setattr(tempfile, "TemporaryFile", lambda mode: full)
        answer = ask(port, post(500_000) + b"x" * 400_000)

    assert status_of(answer) == 503
    assert "Wir können gerade nichts Großes annehmen" in answer.decode()
    assert status_of(ask(port, GET, end=b"0")) == 200


# What can be read in two ways

TWO_WAYS = {
    "both lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "a list of lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4, 4\r\n\r\nabcd",
    "a signed length": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +4\r\n\r\nabcd",
    "chunked twice": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "chunked in 1.0": b"POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a space before the colon": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded header": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "a bare line feed": b"GET / HTTP/1.1\r\nHost: x\nContent-Length: 4\r\n\r\nabcd",
    "a chunk of negative size": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    "an unknown version": b"GET / HTTP/3.7\r\nHost: x\r\n\r\n",
    "no version": b"GET /\r\n\r\n",
    "no request at all": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
}


@pytest.mark.parametrize("text", TWO_WAYS.values(), ids=TWO_WAYS.keys())
def test_what_can_be_read_in_two_ways_is_refused_and_the_connection_ends(text):
    with serving() as (port, application, _server):
        answer = ask(port, text + GET)

        assert status_of(answer) == 400
        assert "Diese Anfrage war nicht zu verstehen." in answer.decode()
        assert answer.count(b"HTTP/1.") == 1
        assert not application.asked


def test_another_coding_of_the_body_is_refused(port):
    assert status_of(ask(port, b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n")) == 501


@pytest.mark.parametrize("before", [b"", b"5\r\nHallo\r\n0\r\nTrailer: "])
def test_lines_of_chunks_without_end_are_refused(port, before):
    answer = ask(port, b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + before + b"1" * 20_000)

    assert status_of(answer) == 400


def test_headers_without_end_are_refused_with_advice(port):
    answer = ask(port, b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"c" * 40_000)

    assert status_of(answer) == 431
    assert "Löschen Sie bitte die Cookies" in answer.decode()


def test_headers_written_with_an_underscore_do_not_stand_for_others():
    with serving() as (port, application, _server):
        ask(port, b"GET / HTTP/1.1\r\nHost: x\r\nX_Forwarded_For: 1.2.3.4\r\nConnection: close\r\n\r\n")

        assert "HTTP_X_FORWARDED_FOR" not in application.asked[0]


# Answers


def test_a_connection_carries_several_requests(port):
    with connect(port) as client:
        for _ in range(3):
            client.sendall(GET)
            assert rest_of(client, end=b"\r\n\r\n0").startswith(b"HTTP/1.1 200")


def test_requests_sent_at_once_are_answered_in_their_order(port):
    answers = ask(port, post(3) + b"abc" + post(1) + b"a" + post(2, b"Connection: close") + b"ab")

    assert [answer[:1] for answer in answers.split(b"\r\n\r\n")[1:]] == [b"3", b"1", b"2"]


@pytest.mark.parametrize("path", [b"/", b"/page", b"/file"])
def test_head_is_answered_by_headers_alone(port, path):
    answer = ask(port, b"HEAD " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n" + GET, end=b"0")

    first, second = answer.split(b"HTTP/1.1 200 OK")[1:]
    assert b"Content-Length: " in first
    assert first.endswith(b"\r\n\r\n")
    assert second.endswith(b"\r\n\r\n0")


def test_the_server_does_not_say_what_it_is(port):
    assert b"server:" not in ask(port, GET, end=b"0").lower()
    assert b"waitress" not in ask(port, b"nonsense\r\n\r\n").lower()


def test_the_application_learns_who_asks_and_what_a_proxy_said():
    with serving() as (port, application, _server):
        ask(port, b"GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 1.2.3.4\r\nConnection: close\r\n\r\n")

        assert application.asked[0]["REMOTE_ADDR"] == "127.0.0.1"
        assert application.asked[0]["HTTP_X_FORWARDED_FOR"] == "1.2.3.4"


def test_an_answer_that_breaks_off_ends_the_connection_and_is_in_the_log(port, caplog):
    answer = ask(port, b"GET /breaks HTTP/1.1\r\nHost: x\r\n\r\n")

    assert answer.endswith(b"half")
    assert "answer_broken_off" in caplog.text


@pytest.mark.parametrize("path", [b"/page", b"/file"])
def test_answers_that_nobody_reads_hold_no_thread(port, path):
    asked = b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n"
    with many(20, port, first=asked, narrow=True) as clients:
        for _ in range(10):
            assert status_of(ask(port, GET, end=b"0")) == 200

        # Whoever reads after all gets everything.
        body = rest_of(clients[5], end=path[1:2] * 1000)
        while len(body) < BIG:
            body += clients[5].recv(65_536)
        assert len(body.split(b"\r\n\r\n", 1)[1]) == BIG


def test_a_stream_that_nobody_reads_gives_its_thread_back():
    with serving(threads=1, pause_seconds=SHORT) as (port, _application, _server), connect(port, narrow=True) as client:
        client.sendall(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")

        assert status_of(ask(port, GET, end=b"0")) == 200


# Who keeps us waiting


def test_whoever_never_asks_is_sent_away():
    with serving(header_seconds=SHORT) as (port, _application, _server), connect(port) as client:
        assert is_closed_within(client, LONG)


def test_headers_that_trickle_in_are_counted_from_their_first_byte():
    with serving(header_seconds=1) as (port, application, _server), connect(port) as client:
        client.sendall(b"GET / HTTP/1.1\r\nX: ")
        with trickling([client], pause=0.05):
            assert is_closed_within(client, LONG)
        assert not application.asked


def test_empty_lines_are_no_sign_of_life():
    with serving(header_seconds=1) as (port, _application, _server), connect(port) as client:
        gone = threading.Event()

        def send():
            while not gone.wait(0.05):
                try:
                    client.send(b"\r\n\r\n")
                except OSError:
                    return

        sender = threading.Thread(target=send)
        sender.start()
        closed = is_closed_within(client, LONG)
        gone.set()
        sender.join()
        assert closed


def test_whoever_stops_in_the_middle_of_a_body_is_sent_away():
    with serving(pause_seconds=SHORT) as (port, application, _server), connect(port) as client:
        client.sendall(post(500_000) + b"x" * 400_000)
        assert is_closed_within(client, LONG)
        assert not application.asked


def test_a_body_slower_than_any_network_is_cut_off():
    with serving(pause_seconds=1, slowest_rate=10_000) as (port, application, _server), connect(port) as client:
        client.sendall(post(500_000))
        with trickling([client], pause=0.05):
            assert is_closed_within(client, LONG)
        assert not application.asked


def test_a_quiet_connection_stays_for_a_while_and_goes_then():
    with serving(header_seconds=0.1, idle_seconds=2.5) as (port, _application, _server), connect(port) as client:
        client.sendall(GET)
        rest_of(client, end=b"\r\n\r\n0")
        started = time.monotonic()

        assert is_closed_within(client, LONG)
        assert time.monotonic() - started > 2


def test_a_request_in_work_is_not_cut_off_however_long_it_takes():
    limits = {"header_seconds": 0.1, "pause_seconds": 0.1, "idle_seconds": 0.1}
    with serving(**limits) as (port, application, _server), connect(port) as client:
        client.sendall(b"GET /waits HTTP/1.1\r\nHost: x\r\n\r\n")
        assert not is_closed_within(client, 2.5)

        application.may_go_on.set()
        client.settimeout(LONG)
        assert rest_of(client, end=b"\r\n\r\n0").startswith(b"HTTP/1.1 200")


def test_urgent_data_ends_a_connection(port):
    with connect(port) as client:
        client.send(b"!", socket.MSG_OOB)
        assert is_closed_within(client, LONG)


# Many


def test_who_brings_nothing_makes_room_for_others():
    with serving(connections=20, spared_seconds=SHORT) as (port, _application, _server), connect(port) as sender:
        sender.sendall(post(800_000) + b"x" * 700_000)
        with many(30, port) as idle:
            for _ in range(5):
                assert status_of(ask(port, GET, end=b"0")) == 200
            sender.sendall(b"x" * 100_000)
            assert rest_of(sender, end=b"800000").endswith(b"800000")
            assert any(is_closed_within(client, 0.01) for client in idle)


def test_bodies_that_fill_the_disk_together_are_cut_off_from_the_slowest():
    limits = {"pending_bytes": 1_500_000, "spared_seconds": 0.1, "connections": 20}
    with serving(**limits) as (port, _application, _server), connect(port) as slow, connect(port) as fast:
        slow.sendall(post(900_000) + b"x" * 700_000)
        fast.sendall(post(900_000) + b"x" * 850_000)

        assert is_closed_within(slow, LONG)
        fast.sendall(b"x" * 50_000)
        assert rest_of(fast, end=b"900000").endswith(b"900000")


def test_what_is_in_work_is_finished_before_the_end():
    with serving() as (port, application, server), connect(port) as client, connect(port) as idle:
        client.sendall(b"GET /waits HTTP/1.1\r\nHost: x\r\n\r\n")
        while not application.asked:
            time.sleep(0.01)

        server.end()

        assert is_closed_within(idle, 5)
        with pytest.raises(OSError):
            ask(port, GET, end=b"0")
        application.may_go_on.set()
        assert rest_of(client).endswith(b"\r\n\r\n0")


def test_the_limits_fit_what_the_system_allows(monkeypatch):
    monkeypatch.setenv("WEB_CONNECTIONS", "10000000")

    limits = Limits()

    assert 10 <= limits.connections < 10_000_000
