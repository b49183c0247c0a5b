# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What ``doctor`` says about the log and its administrators, and the command that walks the chain."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from nahdran.accounts.checks import check_administrators
from nahdran.audit.checks import check_seals
from nahdran.audit.operations import record, seal
from nahdran.audit.tasks import seal as seal_task
from nahdran.kit.checks import Level
from tests.factories.accounts import make_admin

pytestmark = pytest.mark.django_db


def test_entries_that_wait_too_long_for_their_seal_are_a_warning() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False) as clock:
        record(action="audit.exported")
        assert check_seals().level == Level.OK
        clock.shift(timedelta(minutes=11))
        assert check_seals().level == Level.WARNING
        seal_task(timestamp=0)
        assert check_seals().level == Level.OK


def test_a_town_wants_two_administrators() -> None:
    assert check_administrators().level == Level.WARNING
    make_admin()
    assert check_administrators().level == Level.WARNING
    make_admin()
    assert check_administrators().level == Level.OK


def test_the_command_prints_the_end_of_the_chain_and_takes_it_back(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        record(action="audit.exported")
    seal()
    call_command("audit_verify")
    end = capsys.readouterr().out.split("End of the chain: ")[1].strip()
    assert end.startswith("3:")
    call_command("audit_verify", "--expect", end)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change")
        cursor.execute("DELETE FROM audit_entry WHERE position = 3")
    with pytest.raises(CommandError, match=r"position 3 \(end\)"):
        call_command("audit_verify", "--expect", end)
    with pytest.raises(CommandError, match="POSITION:HASH"):
        call_command("audit_verify", "--expect", "3")
