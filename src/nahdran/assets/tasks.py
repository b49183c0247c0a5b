# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker's entrances: work on one import; every night erase files whose time is over."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from nahdran.assets import operations
from nahdran.assets.operations.prepare import WORK


@app.task(name=WORK, retry=RetryStrategy(max_attempts=3, wait=30))
def work(run_id: int) -> None:
    operations.work(run_id)


@app.periodic(cron="50 3 * * *")
@app.task(name="nahdran.assets.erase_old", queueing_lock="nahdran.assets.erase_old")
def erase_old(timestamp: int) -> None:
    operations.erase_old()
