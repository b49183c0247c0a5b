# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The nightly and hourly work on stored files. Started by the worker's clock only."""

from procrastinate.contrib.django import app

from nahdran.files import housekeeping
from nahdran.kit import clock


@app.periodic(cron="7 * * * *")
@app.task(name="nahdran.files.discard_expired", queueing_lock="nahdran.files.discard_expired")
def discard_expired(timestamp: int) -> None:
    housekeeping.discard_expired(clock.now())


@app.periodic(cron="40 3 * * *")
@app.task(name="nahdran.files.sweep_orphans", queueing_lock="nahdran.files.sweep_orphans")
def sweep_orphans(timestamp: int) -> None:
    housekeeping.sweep_orphans(clock.now())
