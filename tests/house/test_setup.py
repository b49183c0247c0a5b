# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What ``make run`` does before anything runs: steps only when their inputs changed, one at a time, in any folder."""

import subprocess
import sys
import threading

import pytest
from tools import locks, python_env, steps


def test_a_stamp_holds_until_an_input_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.ts").write_text("1")
    stamp = steps.Stamp(tmp_path / "made" / "stamp.json")

    before = steps.digest([source])
    stamp.set(before)
    (source / "one.ts").write_text("2")

    assert stamp.holds(before)
    assert not stamp.holds(steps.digest([source]))


def test_a_renamed_input_is_a_change(tmp_path, monkeypatch):
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    (tmp_path / "one.ts").write_text("1")
    before = steps.digest([tmp_path])

    (tmp_path / "one.ts").rename(tmp_path / "two.ts")

    assert steps.digest([tmp_path]) != before


def test_two_set_ups_wait_for_each_other(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(steps, "BUILD", tmp_path)
    order = []
    inside = threading.Event()

    def first():
        with steps.one_at_a_time():
            inside.set()
            order.append("first")
            threading.Event().wait(0.3)
            order.append("first is done")

    def second():
        inside.wait(5)
        with steps.one_at_a_time():
            order.append("second")

    threads = [threading.Thread(target=target) for target in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert order == ["first", "first is done", "second"]
    assert "Ein anderer Start richtet gerade ein" in capsys.readouterr().out


def test_a_step_that_fails_shows_what_the_program_said():
    with pytest.raises(steps.StepFailed, match="no such thing"):
        steps.run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_the_command_starts_in_a_path_with_spaces(tmp_path, monkeypatch):
    environment = tmp_path / "ein Ordner" / ".venv"
    packages = environment / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    (environment / "bin").mkdir()
    (environment / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setattr(python_env, "VENV", environment)
    monkeypatch.setattr(python_env, "PYTHON", environment / "bin" / "python")
    monkeypatch.setattr(python_env, "STARTER", "#!{python}\nprint('started')\n")

    python_env._write_starter()

    result = subprocess.run([environment / "bin" / "nahdran"], capture_output=True, text=True, check=False)
    assert (result.stdout, result.returncode) == ("started\n", 0)


def test_the_lock_files_fit():
    assert locks.check() == []


def test_a_requirement_that_a_lock_does_not_meet_is_found():
    assert list(locks.python_problems(locks.RUNTIME, ["django>=99"]))
    assert list(locks.python_problems(locks.RUNTIME, ["no-such-package"]))
    assert not list(locks.python_problems(locks.RUNTIME, ["django>=5"]))
