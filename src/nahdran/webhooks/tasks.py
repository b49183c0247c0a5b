# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker's entrances: decide to whom an event goes, send what is due at an address; every minute look after both, every night erase."""

import structlog
from procrastinate.contrib.django import app

from nahdran.webhooks import operations
from nahdran.webhooks.operations.publishing import SEND, SPREAD

logger = structlog.get_logger(__name__)


@app.task(name=SPREAD)
def spread(number: str) -> None:
    operations.spread(number=number)


@app.task(name=SEND)
def send(endpoint_id: int) -> None:
    operations.send_due(endpoint_id=endpoint_id)


@app.periodic(cron="* * * * *")
@app.task(name="nahdran.webhooks.look_after", queueing_lock="nahdran.webhooks.look_after")
def look_after(timestamp: int) -> None:
    operations.look_after()


@app.periodic(cron="50 3 * * *")
@app.task(name="nahdran.webhooks.erase_old", queueing_lock="nahdran.webhooks.erase_old")
def erase_old(timestamp: int) -> None:
    logger.info("webhooks.erased", count=operations.erase_old())
