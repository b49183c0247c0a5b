# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Several at the same moment, each with a connection of its own. The test needs ``django_db(transaction=True)``."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def together(*calls):
    """Run all at the same moment; returns results and exceptions."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait()
            return call()
        except Exception as error:  # noqa: BLE001  the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
