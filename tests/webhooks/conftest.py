# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A receiver, an address that leads to it, and public reports to tell of."""

import pytest

from nahdran.webhooks.models import Event
from nahdran.webhooks.operations import send_due, spread
from nahdran.webhooks.operations.endpoints import Made
from tests.factories.reports import make_report
from tests.factories.webhooks import Receiver, make_endpoint, serve
from tests.reports.conftest import *  # noqa: F403  the town of the reports


@pytest.fixture
def receiver(settings):
    found = Receiver()
    server = serve(found)
    settings.OUTBOUND_ALLOW = [f"127.0.0.1:{found.port}"]
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def made(db, receiver) -> Made:
    return make_endpoint(receiver.url)


@pytest.fixture
def report(lamp, made):
    """Public since the address is there."""
    return make_report(lamp, public=True, public_text="Lampe aus.")


@pytest.fixture
def work(made):
    """What the worker does: spread what has happened, send what is due. Returns how many arrived."""

    def run(endpoint=made.row):
        for number in Event.objects.filter(spread_at=None).order_by("id").values_list("number", flat=True):
            spread(number=str(number))
        return send_due(endpoint_id=endpoint.pk)

    return run
