# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list of lamps in the town of the tests, and files that fit it."""

import json

import pytest

from nahdran.assets import operations
from nahdran.assets.enums import State
from tests.factories.accounts import make_admin
from tests.factories.assets import make_layer
from tests.reports.conftest import _nothing_kept, districts, lamp, lighting, town, unit  # noqa: F401

CSV = """Mastnummer;Breite;Länge;Leuchtmittel;Bearbeiter E-Mail
0815;50,84;7,215;LED;a@example.org
LA-17;50.84;7.28;Natrium;b@example.org
"""


def geojson(*points, **more):
    features = [
        {
            "type": "Feature",
            "properties": {"nummer": number, "baujahr": 1998.0},
            "geometry": {"type": "Point", "coordinates": place},
        }
        for number, place in points
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


@pytest.fixture
def admin(town):  # noqa: F811
    return make_admin()


@pytest.fixture
def lamps(districts):  # noqa: F811
    return make_layer("Straßenlampen", key="lampen", one="Lampe", one_en="Lamp")


@pytest.fixture
def bring(lamps, admin):
    """Bring a file through all steps; ``until`` says where to stop."""

    def through(data=CSV, *, until=State.DONE, layer=None, is_whole=True, **chosen):
        data = data if isinstance(data, bytes) else data.encode()
        run = operations.start(layer=layer or lamps, data=data, name="lampen.csv", actor=admin)
        run = operations.choose_columns(
            run=run, chosen=run.chosen | chosen, extra=run.extra, grid=run.grid, is_whole=is_whole
        )
        for step, end in ((State.CHECKING, State.CHECKED), (State.RUNNING, State.DONE)):
            operations.begin(run=run, step=step, actor=admin)
            operations.work(run.pk)
            run.refresh_from_db()
            if end == until:
                break
        return run

    return through
