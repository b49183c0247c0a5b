# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The town on which the tests of the defect reports stand: a map, a unit that gets everything, and one kind of defect."""

import pytest
from django.core.files.storage import storages
from PIL import Image

from nahdran.files.operations import ingest
from nahdran.reports.kept import forget
from tests.factories.cases import make_person, make_town, make_unit
from tests.factories.files import encoded, upload
from tests.factories.reports import make_category, make_group, make_map, make_routing_fallback

CLERK = ("cases.read", "cases.work", "reports.release")


@pytest.fixture(autouse=True)
def _nothing_kept():
    """What the process keeps for a few seconds must not leak from one test into the next."""
    forget()
    yield
    forget()


@pytest.fixture
def town(db):
    return make_town(neighbours_hint="Für Siegburg ist die Kreisstadt zuständig, Telefon 02241 1020.")


@pytest.fixture
def districts(town):
    return make_map()


@pytest.fixture
def unit(town):
    return make_unit("Servicecenter", "SC")


@pytest.fixture
def clerk(unit):
    return make_person(unit, rights=CLERK)


@pytest.fixture
def lighting(districts, unit):
    make_routing_fallback(unit)
    return make_group("Straßenbeleuchtung", key="beleuchtung", name_en="Street lighting")


@pytest.fixture
def lamp(lighting):
    return make_category("Straßenlampe dunkel", key="lampe", group=lighting, first_answer_days=2, settle_days=10)


@pytest.fixture
def stored(tmp_path, settings):
    """The folder in which the files of this test lie."""
    folder = tmp_path / "stored"
    options = {"location": str(folder), "allow_overwrite": True}
    settings.STORAGES = {
        **settings.STORAGES,
        "files": {"BACKEND": "nahdran.files.storage.AtomicFileStorage", "OPTIONS": options},
    }
    storages._storages.pop("files", None)
    return folder


@pytest.fixture
def photo(stored):
    """A photo that was taken in."""
    return lambda colour="red": ingest(upload=upload(encoded(Image.new("RGB", (64, 48), colour)))).file
