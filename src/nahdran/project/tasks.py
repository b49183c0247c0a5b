# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Housekeeping of the queue itself."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

KEEP_HOURS = 14 * 24
# Three heartbeats.
SILENT_SECONDS = 30


@app.periodic(cron="* * * * *")
@app.task(name="project.rescue", queueing_lock="project.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """Give jobs back whose worker died in the middle: killed, or its machine gone. Tasks are written so that twice does no harm."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="41 3 * * *")
@app.task(name="project.tidy", queueing_lock="project.tidy", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> None:
    """Forget jobs that are long done; what failed stays until somebody has looked."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_HOURS)
