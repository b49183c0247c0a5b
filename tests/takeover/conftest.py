# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A town with a kind of defect, and a file of an old system that fits it."""

import pytest

from nahdran.takeover import operations
from nahdran.takeover.enums import State
from tests.factories.accounts import make_admin
from tests.reports.conftest import _nothing_kept, districts, lamp, lighting, town, unit  # noqa: F401

HEAD = "id;service_name;status;requested_datetime;closed_date;description;status_notes;lat;long;address"
OLD = f"""{HEAD}
17;Lampe aus;offen;03.11.2025 08:15;;Vor Haus 5 ist es dunkel;;50,84;7,215;Hauptstraße 5
18;Lampe aus;erledigt;2024-02-01T10:00:00+01:00;05.02.2024;Flackert;Leuchtmittel getauscht;50.84;7.28;
"""


@pytest.fixture
def admin(town):  # noqa: F811
    return make_admin()


@pytest.fixture
def bring(lamp, admin):  # noqa: F811
    """Bring a file through all steps; ``until`` says where to stop."""

    def through(text=OLD, *, until=State.DONE, kinds=None, states=None, shown="NOTHING", columns=None, source="alt"):
        data = text if isinstance(text, bytes) else text.encode()
        run = operations.start(data=data, name="alt.csv", source=source, actor=admin)
        run = operations.choose_columns(run=run, chosen=run.chosen | (columns or {}))
        kinds = kinds if kinds is not None else dict.fromkeys(run.their_categories, "lampe")
        states = states if states is not None else {"offen": "NEW", "erledigt": "DONE"}
        run = operations.choose_terms(run=run, categories=kinds, statuses=states, shown=shown)
        for step, end in ((State.CHECKING, State.CHECKED), (State.RUNNING, State.DONE)):
            operations.begin(run=run, step=step, actor=admin)
            operations.work(run.pk)
            run.refresh_from_db()
            if end == until:
                break
        return run

    return through
