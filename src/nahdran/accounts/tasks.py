# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sweeping up: sessions and counters that have expired."""

from django.conf import settings
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from nahdran.accounts import throttle


@app.periodic(cron="17 * * * *")
@app.task(name="accounts.sweep", queueing_lock="accounts.sweep")
def sweep(timestamp: int) -> None:
    import_string(f"{settings.SESSION_ENGINE}.SessionStore").clear_expired()
    throttle.clear_expired()
