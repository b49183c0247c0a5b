# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The virus scan: a finding is refused, and no verdict is never a clean one."""

import os
import shutil
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from nahdran.files.enums import Scan
from nahdran.files.models import StoredFile
from nahdran.files.operations import ingest
from nahdran.files.scanning.registry import active_scanner, scanners
from nahdran.files.texts import UnableToStore
from tests.factories.files import encoded, pdf, upload

pytestmark = pytest.mark.django_db

# The harmless test signature every scanner knows, in two halves, so that no scanner finds it in this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"


class SmallClamd:
    """Speaks the part of clamd's protocol that matters, over real TCP, and knows one signature."""

    def __init__(self, answer: bytes | None = None) -> None:
        self.answer = answer
        self.received = b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as source:
                self._answer(connection, source)

    def _answer(self, connection: socket.socket, source) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += source.read(1)
        if self.answer == b"":
            return
        verdict = b"PONG"
        if command == b"zINSTREAM\0":
            data = b""
            while size := struct.unpack("!L", source.read(4))[0]:
                data += source.read(size)
            self.received = data
            verdict = b"stream: Eicar-Test-Signature FOUND" if EICAR in data else b"stream: OK"
        connection.sendall((self.answer or verdict) + b"\0")

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self.listener.close()
        self.thread.join(5)


@pytest.fixture
def clamd(settings) -> Iterator[SmallClamd]:
    server = SmallClamd()
    settings.FILES_SCANNER = "clamd"
    settings.CLAMD_SOCKET, settings.CLAMD_HOST, settings.CLAMD_PORT, settings.CLAMD_TIMEOUT = (
        "",
        "127.0.0.1",
        server.port,
        2.0,
    )
    yield server
    server.close()


def refused(data: bytes, purpose: str = "document") -> UnableToStore:
    with pytest.raises(UnableToStore) as error:
        ingest(upload=upload(data), purpose=purpose)
    assert not StoredFile.objects.exists()
    return error.value


def test_a_clean_file_is_marked_as_scanned(clamd: SmallClamd) -> None:
    data = pdf(b"x" * 200_000)
    assert ingest(upload=upload(data), purpose="document").file.scan == Scan.CLEAN
    assert clamd.received == data


def test_a_finding_is_refused_in_a_document_and_in_a_photo(clamd: SmallClamd) -> None:
    assert refused(pdf(EICAR)).code == "infected"
    assert refused(encoded() + EICAR, "photo").code == "infected"


def test_no_scanner_within_reach_means_no_upload(settings) -> None:
    settings.FILES_SCANNER = "clamd"
    settings.CLAMD_SOCKET = "/nonexistent/clamd.ctl"
    error = refused(encoded(), "photo")
    assert (error.code, error.status) == ("scanner_unreachable", 503)
    assert "Virenprüfung" in error.message
    assert active_scanner().check_config()


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR", b"stream: something ERROR", b"\xff\xfe", b"x" * 10_000]
)
def test_an_answer_that_is_no_verdict_means_no_upload(clamd: SmallClamd, answer: bytes) -> None:
    clamd.answer = answer
    assert refused(encoded(), "photo").code == "scanner_unreachable"


def test_a_scanner_that_hangs_means_no_upload(settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.FILES_SCANNER = "clamd"
        settings.CLAMD_SOCKET, settings.CLAMD_HOST, settings.CLAMD_PORT = "", "127.0.0.1", silent.getsockname()[1]
        settings.CLAMD_TIMEOUT = 0.1
        assert refused(encoded(), "photo").code == "scanner_unreachable"


def test_doctor_asks_the_scanner(clamd: SmallClamd) -> None:
    assert active_scanner().check_config() == []
    clamd.answer = b"NOPE"
    assert "unerwartet" in active_scanner().check_config()[0]


def test_without_configuration_nothing_is_scanned_and_nothing_is_wrong() -> None:
    assert set(scanners.keys()) >= {"clamd", "none"}
    assert active_scanner().check_config() == []
    assert ingest(upload=upload(encoded())).file.scan == Scan.NONE


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("clamd"), reason="clamd (package clamav-daemon) is not installed")
def test_the_real_clamd_finds_the_test_signature(settings, tmp_path: Path) -> None:
    """A clamd of its own with a database of one signature, so that no download is needed."""
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "test.ndb").write_text(f"Eicar.Test:0:*:{EICAR.hex()}\n")
    path = tmp_path / "clamd.ctl"
    config = tmp_path / "clamd.conf"
    config.write_text(
        f"LocalSocket {path}\nDatabaseDirectory {tmp_path / 'db'}\nForeground yes\nLogFile {tmp_path / 'log'}\nUser {os.environ.get('USER', 'root')}\n"
    )
    with subprocess.Popen(["clamd", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            settings.FILES_SCANNER, settings.CLAMD_SOCKET = "clamd", str(path)
            ready = threading.Event()
            for _ in range(300):
                if not active_scanner().check_config():
                    break
                ready.wait(0.1)
            assert ingest(upload=upload(pdf()), purpose="document").file.scan == Scan.CLEAN
            StoredFile.objects.all().delete()
            assert refused(pdf(EICAR)).code == "infected"
        finally:
            server.terminate()
