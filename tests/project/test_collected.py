# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Static files that do not fit the client build are found out before anybody is served, and the limit of the database for pages."""

import pytest

from nahdran.project.collected import ensure_collected
from nahdran.project.deployment import UnableToServe
from nahdran.project.settings.database import with_patience


@pytest.fixture
def build(tmp_path, monkeypatch):
    """A build whose static files fit."""
    monkeypatch.setenv("BUILD_DIR", str(tmp_path))
    for folder in ("client", "collected"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "manifest.json").write_text('{"ui/base": "assets/base-12345678.js"}')
    (tmp_path / "collected" / "staticfiles.json").write_text("{}")
    return tmp_path


def test_what_fits_stays_as_it_is(build):
    said = []

    ensure_collected(said.append)

    assert not said
    assert not (build / "collect.lock").exists()


def test_where_the_folder_may_not_be_written_it_says_what_to_do(build):
    (build / "client" / "manifest.json").write_text("{}")
    (build / "collect.lock").mkdir()

    with pytest.raises(UnableToServe, match="nahdran manage collectstatic --noinput"):
        ensure_collected()


def test_a_reason_for_which_it_does_not_work_is_passed_on(build, monkeypatch):
    (build / "collected" / "staticfiles.json").unlink()
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "nahdran.project.settings.nowhere")

    with pytest.raises(UnableToServe, match="nowhere"):
        ensure_collected()


def test_a_missing_build_is_a_sentence(build):
    (build / "client" / "manifest.json").unlink()

    with pytest.raises(UnableToServe, match="make setup"):
        ensure_collected()


@pytest.mark.parametrize(
    ("before", "seconds", "after"),
    [
        ({}, 15, {"options": "-c statement_timeout=15000"}),
        ({}, 0, {}),
        ({"host": "/run"}, 0.5, {"host": "/run", "options": "-c statement_timeout=500"}),
        ({"options": "-c work_mem=8MB"}, 2, {"options": "-c work_mem=8MB -c statement_timeout=2000"}),
        ({"options": "-c statement_timeout=7"}, 15, {"options": "-c statement_timeout=7"}),
    ],
)
def test_pages_have_a_limit_unless_the_operator_named_one(before, seconds, after):
    assert with_patience({"NAME": "town", "OPTIONS": before}, seconds=seconds) == {"NAME": "town", "OPTIONS": after}
