# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The nightly work on cases: people whose time has come are forgotten, old presence is swept. Started by the worker's clock only."""

import structlog
from procrastinate.contrib.django import app

from nahdran.cases.operations import (
    ask_later,
    ask_whether_open,
    escalate,
    forget_people,
    send_summaries,
    separate_joined,
    sweep_presence,
    tell_parts,
    withdraw_parts,
)
from nahdran.cases.operations.bulk import RUN, run_bulk, sweep_bulks
from nahdran.cases.operations.status import SEPARATE, TELL_PARTS
from nahdran.cases.queries.aftercare import aftercare_settings, to_ask_later, to_ask_whether_open
from nahdran.cases.queries.due_to_forget import due_to_forget
from nahdran.kit import clock
from nahdran.org.queries import calendar

# So many people are asked in one morning whether something is still there: their answers are read by people too.
_ASKED_A_DAY = 200

log = structlog.get_logger(__name__)


@app.periodic(cron="20 3 * * *")
@app.task(name="nahdran.cases.forget_people", queueing_lock="nahdran.cases.forget_people")
def forget(timestamp: int) -> None:
    """One transaction for each case, so that one that fails holds up no other; it is tried again the next night."""
    for case in due_to_forget(clock.today()):
        try:
            forget_people(case=case)
        except Exception:  # whatever went wrong with one case, the others must not wait for it
            log.exception("cases.not_forgotten", case=case.pk)


@app.task(name=SEPARATE)
def let_others_go(case_id: int) -> None:
    separate_joined(case_id=case_id)
    withdraw_parts(case_id=case_id)


@app.task(name=TELL_PARTS)
def tell_of_parts(case_id: int) -> None:
    tell_parts(case_id=case_id)


@app.periodic(cron="50 3 * * *")
@app.task(name="nahdran.cases.sweep", queueing_lock="nahdran.cases.sweep")
def sweep(timestamp: int) -> None:
    sweep_presence()
    sweep_bulks()


@app.task(name=RUN)
def run_many(bulk_id: str) -> None:
    run_bulk(bulk_id=bulk_id)


@app.periodic(cron="30 8 * * *")
@app.task(name="nahdran.cases.ask", queueing_lock="nahdran.cases.ask")
def ask_people(timestamp: int) -> None:
    """In the morning, when people read mails: whether it is really settled, where the town asks later; and whether it is still there."""
    wanted = aftercare_settings()
    settled = ask_later(to_ask_later(wanted.ask_after_days)) if wanted.asks and wanted.ask_after_days else 0
    weeks = wanted.ask_open_weeks
    still = ask_whether_open(to_ask_whether_open(weeks)[:_ASKED_A_DAY]) if weeks else 0
    log.info("cases.asked", settled=settled, still_there=still)


@app.periodic(cron="*/15 * * * *")
@app.task(name="nahdran.cases.escalate", queueing_lock="nahdran.cases.escalate")
def look_for_deadlines(timestamp: int) -> None:
    """Mark what is half over, over, or far over. Nobody is written to before the next summary."""
    if count := escalate():
        log.info("cases.escalated", count=count)


@app.periodic(cron="10 6 * * *")
@app.task(name="nahdran.cases.summaries", queueing_lock="nahdran.cases.summaries")
def summaries(timestamp: int) -> None:
    """Early on working days, so that it lies there when people begin."""
    if calendar().is_working_day(clock.today()):
        log.info("cases.summaries", count=send_summaries())
