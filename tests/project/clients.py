# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Clients as no browser is: they send byte by byte, stop in the middle, never read, or say what can be read in two ways."""

import socket
import threading
import time
from contextlib import ExitStack, contextmanager, suppress

# A small buffer, so that an answer that nobody reads soon stays with the server.
NARROW = 4096


def connect(port, *, narrow=False):
    client = socket.socket()
    try:
        if narrow:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, NARROW)
        client.settimeout(30)
        client.connect(("127.0.0.1", port))
    except OSError:
        client.close()
        raise
    return client


def ask(port, text, *, end=b""):
    """Send raw bytes and read until the server closes (or, with ``end``, until the answer ends so)."""
    with connect(port) as client:
        client.sendall(text)
        return rest_of(client, end=end)


def rest_of(client, *, end=b""):
    received = b""
    while not (end and received.endswith(end)):
        with suppress(ConnectionResetError):
            if more := client.recv(65_536):
                received += more
                continue
        break
    return received


def is_closed_within(client, seconds):
    """Whether the server closes; what it still sends meanwhile is thrown away."""
    client.settimeout(seconds)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if not client.recv(65_536):
                return True
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False
    return False


@contextmanager
def many(count, port, *, first=b"", narrow=False):
    """So many connections at once, each with the same first bytes sent."""
    with ExitStack() as stack:
        clients = [stack.enter_context(connect(port, narrow=narrow)) for _ in range(count)]
        for client in clients:
            client.sendall(first)
        yield clients


@contextmanager
def trickling(clients, *, pause=0.1):
    """Each sends one byte after every pause, as long as the block lasts."""
    done = threading.Event()

    def trickle():
        while not done.wait(pause):
            for client in clients:
                with suppress(OSError):
                    client.send(b"x")

    sender = threading.Thread(target=trickle)
    sender.start()
    try:
        yield
    finally:
        done.set()
        sender.join()
