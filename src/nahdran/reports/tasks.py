# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the scheduler does for the reports: unsent drafts go after a week, unconfirmed reports after some days; counts are added up."""

import structlog
from procrastinate.contrib.django import app

from nahdran.reports.learning.train import TooLittle
from nahdran.reports.operations import (
    count_missing_findings,
    end_situations,
    expire_blocks,
    expire_complaints,
    expire_drafts,
    expire_followers,
    expire_trials,
    expire_waiting,
    fold_tallies,
    learn_kinds,
    make_figures,
    publish_due,
    recount_tallies,
    remind_waiting,
    run_trial,
    tell_followers,
)
from nahdran.reports.operations.following import TELL
from nahdran.reports.operations.forwarding import dispatch_forward, poll_partner, recover_forwards, tell_due
from nahdran.reports.operations.forwarding.queue import SEND
from nahdran.reports.operations.learning import LEARN
from nahdran.reports.operations.looking import LOOK, look_at_photos
from nahdran.reports.operations.sandbox import expire_sandbox
from nahdran.reports.operations.trials import TRY
from nahdran.reports.queries.forwarding import partners_in_use
from nahdran.reports.queries.intake import intake_settings

logger = structlog.get_logger(__name__)


@app.periodic(cron="17 3 * * *")
@app.task(name="nahdran.reports.expire_drafts", queueing_lock="nahdran.reports.expire_drafts")
def expire_old_drafts(timestamp: int) -> None:
    """Throw away drafts and their photos, in portions, until none is left that is older than a week."""
    total = 0
    while count := expire_drafts():
        total += count
    expire_trials()
    expire_blocks()
    expire_complaints()
    logger.info("reports.drafts_expired", count=total)


@app.periodic(cron="7 * * * *")
@app.task(name="nahdran.reports.waiting", queueing_lock="nahdran.reports.waiting")
def look_after_waiting(timestamp: int) -> None:
    """Remind people of reports they have not confirmed, and delete those whose time is over."""
    reminded = remind_waiting()
    expired = 0
    while count := expire_waiting():
        expired += count
    expire_followers()
    logger.info("reports.waiting", reminded=reminded, expired=expired)


@app.periodic(cron="*/5 * * * *")
@app.task(name="nahdran.reports.fold_tallies", queueing_lock="nahdran.reports.fold_tallies")
def add_up(timestamp: int) -> None:
    """Add the changes of the last minutes to the counts of the map."""
    fold_tallies()


@app.periodic(cron="43 2 * * *")
@app.task(name="nahdran.reports.recount_tallies", queueing_lock="nahdran.reports.recount_tallies")
def recount(timestamp: int) -> None:
    """Once a night the counts of the map are compared with the reports themselves."""
    if wrong := recount_tallies():
        logger.warning("reports.tallies_corrected", count=wrong)


@app.periodic(cron="*/10 * * * *")
@app.task(name="nahdran.reports.situations", queueing_lock="nahdran.reports.situations")
def end_old_situations(timestamp: int) -> None:
    """Pages show a situation no longer than it lasts; this only writes into the log that it is over."""
    end_situations()


@app.task(name=TELL)
def tell_all_followers(change_id: int) -> None:
    tell_followers(change_id=change_id)


@app.periodic(cron="27 3 * * *")
@app.task(name="nahdran.reports.expire_sandbox", queueing_lock="nahdran.reports.expire_sandbox")
def expire_old_sandbox(timestamp: int) -> None:
    """Throw away what other programs tried out more than a week ago."""
    logger.info("reports.sandbox_expired", count=expire_sandbox())


@app.periodic(cron="40 2 * * 0")
@app.task(name=LEARN, queueing_lock=LEARN)
def learn_from_reports(timestamp: int) -> None:
    """Once a week, so that corrections of clerks and new kinds are known. Nothing where the town has switched it off or has too little."""
    if not intake_settings().suggests:
        return
    try:
        learn_kinds()
    except TooLittle as few:
        logger.info("reports.too_little_to_learn", examples=few.examples, kinds=few.kinds)


@app.periodic(cron="5 0 * * *")
@app.task(name="nahdran.reports.figures", queueing_lock="nahdran.reports.figures")
def count_for_statistics(timestamp: int) -> None:
    """Make the statistics of months anew, soon after midnight."""
    logger.info("reports.figures", lines=make_figures())


@app.periodic(cron="*/5 * * * *")
@app.task(name="nahdran.reports.publish", queueing_lock="nahdran.reports.publish")
def publish_by_rule(timestamp: int) -> None:
    """Make public what its kind lets become public after some working hours, and count findings where that is missing."""
    logger.info("reports.published_by_rule", count=publish_due())
    while count_missing_findings():
        pass


@app.task(name=LOOK)
def look_for_faces_and_plates(case_id: int) -> None:
    logger.info("reports.photos_looked_at", count=look_at_photos(case_id=case_id))


@app.task(name=SEND)
def forward(forward_id: int) -> None:
    dispatch_forward(forward_id)


@app.periodic(cron="* * * * *")
@app.task(name="nahdran.reports.recover_forwards", queueing_lock="nahdran.reports.recover_forwards")
def look_after_forwards(timestamp: int) -> None:
    """Queue again what a dead worker left behind, and pass on what became of forwarded reports."""
    recover_forwards()
    tell_due()


@app.periodic(cron="*/5 * * * *")
@app.task(name="nahdran.reports.poll_partners", queueing_lock="nahdran.reports.poll_partners")
def ask_partners(timestamp: int) -> None:
    """Ask other systems how our reports stand there."""
    for partner in partners_in_use():
        poll_partner(partner)


@app.task(name=TRY)
def try_routing(trial_id: str) -> None:
    """A change of the routing, tried on more reports than somebody would wait for."""
    run_trial(trial_id)
