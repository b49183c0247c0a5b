# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Requests of the house to addresses that somebody else has named: a photo to fetch, another system to talk to.

Nobody can make us call our own network: the name is resolved once, every address is looked at, and the connection goes to exactly the address
that was looked at, again after each redirect. What an administrator has named in OUTBOUND_ALLOW may be reached all the same.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = {"http": 80, "https": 443}
_REDIRECTS = {301, 302, 303, 307, 308}
_PIECE = 64 * 1024
_AGENT = "nahdran"
# Addresses of version 6 that carry one of version 4 inside, which is where the packets end up.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Forbidden(Exception):
    """The address must not be called: not http(s), another port, or inside a private network. Nothing was sent."""


class Unreachable(Exception):
    """No answer that could be used. ``sent`` says whether the request may have arrived all the same."""

    def __init__(self, reason: str, *, sent: bool = False) -> None:
        super().__init__(reason)
        self.sent = sent


@dataclass(frozen=True)
class Reply:
    """Header names are in lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    max_bytes: int = 5_000_000,
    seconds: float = 10.0,
    redirects: int = 3,
) -> Reply:
    """One request with a limit for the whole of it. Redirects are followed for GET only, never from https to http.

    Raises Forbidden and Unreachable. ``headers`` go to the first address only, so that no key travels on with a redirect.
    """
    ends = time.monotonic() + seconds
    for _hop in range(redirects + 1):
        target = _target(url)
        reply = _Exchange(target, ends).run(method, headers or {}, body, max_bytes)
        location = reply.headers.get("location", "")
        if method != "GET" or reply.status not in _REDIRECTS or not location:
            return reply
        following = urljoin(url, location)
        if url.startswith("https:") and not following.startswith("https:"):
            raise Forbidden("a redirect from https to http")
        url, headers = following, None
    raise Unreachable("too many redirects", sent=True)


def problem_of(url: str) -> str:
    """Why ``fetch`` would not even try this address, in English for logs and tests; empty if it would. Asks the DNS."""
    try:
        _resolve(_target(url))
    except (Forbidden, Unreachable) as problem:
        return str(problem)
    return ""


def is_safe(url: str) -> bool:
    """Whether nobody on the way can read what is sent there: https, or a place that the administrator has named."""
    try:
        target = _target(url)
    except Forbidden:
        return False
    return target.parts.scheme == "https" or target.is_named


@dataclass(frozen=True, slots=True)
class _Target:
    parts: SplitResult
    host: str
    port: int

    @property
    def path(self) -> str:
        return (self.parts.path or "/") + (f"?{self.parts.query}" if self.parts.query else "")

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.parts.scheme] else f"{host}:{self.port}"

    @property
    def is_named(self) -> bool:
        """Whether the administrator has allowed this very place."""
        return bool({self.host, f"{self.host}:{self.port}"} & set(settings.OUTBOUND_ALLOW))


def _target(url: str) -> _Target:
    if any(sign <= " " or sign == "\x7f" for sign in url):
        raise Forbidden("white space or control signs in the address")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode() if not host.isascii() else host
    except ValueError as error:
        raise Forbidden("not an address") from error
    if parts.scheme not in PORTS or not host:
        raise Forbidden("not an address with http or https")
    if parts.username or parts.password:
        raise Forbidden("a name or password in the address")
    target = _Target(parts, host.rstrip("."), port or PORTS[parts.scheme])
    if target.port not in PORTS.values() and not target.is_named:
        raise Forbidden(f"port {target.port}")
    if not (parts.path + parts.query).isascii():
        raise Forbidden("signs in the address that are not encoded")
    return target


def _resolve(target: _Target) -> list[str]:
    """The addresses to connect to, all of them looked at: one bad one among good ones is a trick."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{target.host} has no address") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not target.is_named:
        for address in addresses:
            if not is_public(ipaddress.ip_address(address.partition("%")[0])):
                raise Forbidden(f"{target.host} lies in a private network")
    return addresses


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open internet, looking through addresses that wrap another one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


class _Exchange:
    """One request over a connection of its own. A timer closes it at the end of the time, however slowly the other side drips."""

    def __init__(self, target: _Target, ends: float) -> None:
        self.target = target
        self.ends = ends
        self.sent = False

    def run(self, method: str, headers: Mapping[str, str], body: bytes | None, max_bytes: int) -> Reply:
        addresses = _resolve(self.target)
        connection = http.client.HTTPConnection(self.target.host, self.target.port)
        connection.sock = raw = self._connect(addresses)
        guard = threading.Timer(self._left(), _cut, [raw])
        guard.start()
        try:
            self.sent = True
            connection.request(method, self.target.path, body=body, headers=self._headers(headers))
            return self._read(connection.getresponse(), max_bytes)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable(type(error).__name__, sent=self.sent) from error
        finally:
            guard.cancel()
            connection.close()

    def _connect(self, addresses: list[str]) -> Any:
        problem: Exception = Unreachable("no address")
        for address in addresses:
            try:
                plain = socket.create_connection((address, self.target.port), timeout=self._left())
            except OSError as error:
                problem = error
                continue
            if self.target.parts.scheme == "http":
                return plain
            try:
                return ssl.create_default_context().wrap_socket(plain, server_hostname=self.target.host)
            except OSError as error:
                plain.close()
                raise Unreachable(f"no secure connection: {type(error).__name__}") from error
        raise Unreachable(f"no connection: {type(problem).__name__}") from problem

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        own = {
            "Host": self.target.authority,
            "User-Agent": _AGENT,
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        return {**own, **more}

    def _read(self, response: http.client.HTTPResponse, max_bytes: int) -> Reply:
        pieces, size = [], 0
        while piece := response.read(_PIECE):
            size += len(piece)
            if size > max_bytes:
                raise Unreachable("the answer is too large", sent=True)
            pieces.append(piece)
        headers = {name.lower(): value for name, value in response.getheaders()}
        if time.monotonic() > self.ends:  # the timer has cut it, and what was read so far looks whole
            raise Unreachable("the answer took too long", sent=True)
        if headers.get("content-length", str(size)) != str(size):
            raise Unreachable("the answer is not whole", sent=True)
        return Reply(response.status, b"".join(pieces), headers)

    def _left(self) -> float:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise Unreachable("the time is over", sent=self.sent)
        return left


def _cut(connection: socket.socket) -> None:
    """From the timer's thread: whoever waits for this connection wakes up with an error."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
