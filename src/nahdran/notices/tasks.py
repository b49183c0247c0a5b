# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker's entrances: deliver one row; every minute look after lost and abandoned rows; every night erase old contents."""

from procrastinate.contrib.django import app

from nahdran.notices import operations
from nahdran.notices.operations.queueing import DELIVER


@app.task(name=DELIVER)
def deliver(delivery_id: int) -> None:
    operations.dispatch(delivery_id)


@app.periodic(cron="* * * * *")
@app.task(name="nahdran.notices.look_after", queueing_lock="nahdran.notices.look_after")
def look_after(timestamp: int) -> None:
    operations.recover_abandoned()
    operations.requeue_due()


@app.periodic(cron="20 3 * * *")
@app.task(name="nahdran.notices.erase_old", queueing_lock="nahdran.notices.erase_old")
def erase_old(timestamp: int) -> None:
    operations.erase_old()
