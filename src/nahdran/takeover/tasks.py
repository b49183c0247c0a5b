# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker's entrances: work on one run; every night erase files whose time is over."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from nahdran.takeover import operations
from nahdran.takeover.operations.photos import WORK_PHOTOS
from nahdran.takeover.operations.prepare import WORK


@app.task(name=WORK, retry=RetryStrategy(max_attempts=3, wait=30))
def work(run_id: int) -> None:
    operations.work(run_id)


@app.task(name=WORK_PHOTOS, retry=RetryStrategy(max_attempts=3, wait=30))
def work_photos(box_id: int) -> None:
    operations.work_photos(box_id)


@app.periodic(cron="40 3 * * *")
@app.task(name="nahdran.takeover.erase_old", queueing_lock="nahdran.takeover.erase_old")
def erase_old(timestamp: int) -> None:
    operations.erase_old()
