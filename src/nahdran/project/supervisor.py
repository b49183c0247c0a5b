# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps the parts of one deployment running: starts them in order, restarts what dies, ends them in the opposite order.

Called by ``nahdran serve``. Knows processes and signals, nothing of towns. Children get a signal from the kernel when this process dies,
so that even kill -9 leaves nobody behind.
"""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from nahdran.project.orphans import die_with_parent

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
# A part that has run this long is well again; its next end is not counted with the earlier ones.
WELL_AFTER = 30.0
TICK = 0.25


@dataclass
class Part:
    """One child. ``start`` returns its process; ``patience`` is how long it may take to end what it is doing."""

    name: str
    start: Callable[[], "subprocess.Popen[bytes]"]
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 15.0
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    ends: int = field(default=0, init=False)
    started_at: float = field(default=0.0, init=False)
    start_at: float = field(default=0.0, init=False)
    is_asked: bool = field(default=False, init=False)

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """``run()`` returns when somebody asked it to end (Ctrl-C, SIGTERM) and all parts have."""

    def __init__(
        self,
        parts: list[Part],
        *,
        say: Callable[[str], None],
        is_ready: Callable[[], bool],
        announce: Callable[[], None],
        in_order: bool = True,
    ) -> None:
        """``in_order``: each part stands on those before it. Otherwise they are equals, started and ended side by side."""
        self.parts = parts
        self.say = say
        self.is_ready = is_ready
        self.announce = announce
        self.in_order = in_order
        self.ending = False
        self.announced = False

    def run(self) -> None:
        waker = _Waker(self._on_signal)
        try:
            while not self.ending:
                self._look_after()
                if not self.announced and self.is_ready():
                    self.announced = True
                    self.announce()
                waker.wait(TICK)
        finally:
            self.end()
            waker.close()

    def end(self) -> None:
        """End the parts, the last one first, so that nobody loses what it stands on. Equals are asked all at once."""
        if not self.in_order:
            for part in self.parts:
                _ask_to_end(part)
        for part in reversed(self.parts):
            _end(part)

    def _on_signal(self) -> None:
        self.ending = True

    def _look_after(self) -> None:
        for part in self.parts:
            if not self._keeps_running(part) and self.in_order:
                return  # later parts stand on this one

    def _keeps_running(self, part: Part) -> bool:
        """Whether it runs; it is started again if that is due."""
        if part.is_running():
            return True
        if part.process is not None:
            self._note_end(part)
        if time.monotonic() < part.start_at or self.ending:
            return False
        try:
            part.process = part.start()
        except Exception as error:  # noqa: BLE001  a part that cannot start is tried again like one that died
            self.say(f"{part.name} startet nicht: {error}")
            self._postpone(part)
            return False
        part.started_at = time.monotonic()
        return True

    def _note_end(self, part: Part) -> None:
        assert part.process is not None
        self.say(f"{part.name} hat sich beendet ({_how(part.process.returncode)}) und wird neu gestartet.")
        part.process = None
        if time.monotonic() - part.started_at > WELL_AFTER:
            part.ends = 0
        self._postpone(part)

    def _postpone(self, part: Part) -> None:
        part.start_at = time.monotonic() + min(FIRST_PAUSE * 2**part.ends, LONGEST_PAUSE)
        part.ends += 1


class _Waker:
    """Sleeps until a signal comes or the time is up; handlers do nothing but note it."""

    def __init__(self, on_end: Callable[[], None]) -> None:
        self.read, self.write = os.pipe()
        os.set_blocking(self.read, False)
        os.set_blocking(self.write, False)
        signal.set_wakeup_fd(self.write, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: on_end())
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def wait(self, seconds: float) -> None:
        if select.select([self.read], [], [], seconds)[0]:
            os.read(self.read, 512)

    def close(self) -> None:
        signal.set_wakeup_fd(-1)
        os.close(self.read)
        os.close(self.write)


def _ask_to_end(part: Part) -> None:
    if part.process is not None and part.process.poll() is None:
        part.process.send_signal(part.stop_signal)
        part.is_asked = True


def _end(part: Part) -> None:
    if part.process is None:
        return
    if part.process.poll() is None:
        if not part.is_asked:
            _ask_to_end(part)
        try:
            part.process.wait(part.patience)
        except subprocess.TimeoutExpired:
            part.process.kill()
            part.process.wait()


def _how(code: int) -> str:
    return f"Signal {signal.Signals(-code).name}" if code < 0 else f"Ende mit {code}"


def python_part(
    name: str, *arguments: str, patience: float = 15.0, log: Path | None = None, pass_fds: tuple[int, ...] = ()
) -> Part:
    """A part that is a Python program of ours. With ``log`` it writes there, else where we write; ``pass_fds`` stay open for it."""

    def start() -> "subprocess.Popen[bytes]":
        with log.open("ab") if log else nullcontext() as out:
            return subprocess.Popen(  # noqa: S603  our own program with our own arguments
                [sys.executable, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,  # Ctrl-C reaches us alone; we end the parts in order
                preexec_fn=die_with_parent(),  # noqa: PLW1509  one system call, loaded before the fork
                pass_fds=pass_fds,
            )

    return Part(name=name, start=start, patience=patience)
