# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parts that never outlive the whole: a child that dies with its parent, and the end of what an earlier run left behind.

Called by the supervisor and by the embedded PostgreSQL. Knows processes, nothing of nahdran.
"""

import ctypes
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1


def die_with_parent(signal_name: str = "SIGTERM") -> Callable[[], None]:
    """A function for the child, between fork and exec: the kernel sends the signal when the parent dies, kill -9 included.

    Everything is loaded here, before the fork. Where the kernel is not Linux the child does nothing.
    """
    number = int(signal.Signals[signal_name])
    if sys.platform != "linux":
        return lambda: None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def set_signal() -> None:
        prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)

    return set_signal


def processes_in(folder: Path, *, named: str) -> list[psutil.Process]:
    """All processes of that program that work in ``folder``; PostgreSQL's postmaster and every backend work in their data folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.name().startswith(named) and Path(process.cwd()) == folder:
                found.append(process)
        except (psutil.Error, OSError):
            continue  # gone, or somebody else's
    return found


def stop_all(processes: list[psutil.Process], *, patience: float) -> None:
    """Ask them to end; whoever has not after ``patience`` seconds is ended."""
    for process in processes:
        _signal(process, signal.SIGINT)
    _gone, alive = psutil.wait_procs(processes, timeout=patience)
    for process in alive:
        _signal(process, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=patience)


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
