# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker's entrances: deliver one row, match one happening; every minute look after lost rows and due digests; every night erase old contents."""

import structlog
from procrastinate.contrib.django import app

from nahdran.notices import operations
from nahdran.notices.operations import following
from nahdran.notices.operations.following.matching import MATCH
from nahdran.notices.operations.queueing import DELIVER

logger = structlog.get_logger(__name__)


@app.task(name=DELIVER)
def deliver(delivery_id: int) -> None:
    operations.dispatch(delivery_id)


@app.periodic(cron="* * * * *")
@app.task(name="nahdran.notices.look_after", queueing_lock="nahdran.notices.look_after")
def look_after(timestamp: int) -> None:
    operations.recover_abandoned()
    operations.requeue_due()
    following.requeue_unmatched()


@app.periodic(cron="20 3 * * *")
@app.task(name="nahdran.notices.erase_old", queueing_lock="nahdran.notices.erase_old")
def erase_old(timestamp: int) -> None:
    operations.erase_old()


@app.task(name=MATCH)
def match(happening_id: int) -> None:
    following.match(happening_id=happening_id)


@app.periodic(cron="* * * * *")
@app.task(name="nahdran.notices.digests", queueing_lock="nahdran.notices.digests")
def send_digests(timestamp: int) -> None:
    """Collected mails that are due."""
    if count := following.send_digests():
        logger.info("notices.digests", count=count)


@app.periodic(cron="11 * * * *")
@app.task(name="nahdran.notices.follow_upkeep", queueing_lock="nahdran.notices.follow_upkeep")
def look_after_subscriptions(timestamp: int) -> None:
    """What nobody confirmed goes, what bounces rests, who has not been asked for two years is asked."""
    expired, paused = following.expire_unconfirmed(), following.pause_bounced()
    logger.info("notices.follow_upkeep", expired=expired, paused=paused, asked=following.ask_again())


@app.periodic(cron="35 3 * * *")
@app.task(name="nahdran.notices.forget_told", queueing_lock="nahdran.notices.forget_told")
def forget_told(timestamp: int) -> None:
    following.forget_told()
