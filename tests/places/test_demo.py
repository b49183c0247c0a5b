# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's step: a schematic town, or a real one that gives its name to the municipality."""

from pathlib import Path

import pytest
from django.core.management.base import CommandError

from nahdran.org import queries as org_queries
from nahdran.org.models import Municipality
from nahdran.places import demo
from nahdran.places.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def unnamed() -> Municipality:
    values = {"name": "Gemeinde", "short_name": "Gemeinde", "slug": "gemeinde", "reference_prefix": "AZ"}
    Municipality.objects.all().delete()
    return Municipality.objects.create(id=1, is_demo=True, **values)


def test_an_imported_town_gives_its_name_to_the_municipality(unnamed: Municipality, extract: Path) -> None:
    demo.run(f"osm:{extract}", lambda text: None)
    town = org_queries.town()
    assert (town.name, town.short_name, town.slug, town.reference_prefix) == (
        "Gemeinde Kleindorf", "Kleindorf", "kleindorf", "KLE",
    )  # fmt: skip


def test_a_map_that_is_there_is_left_alone(unnamed: Municipality, extract: Path) -> None:
    demo.run(f"osm:{extract}", lambda text: None)
    version = Area.objects.get(kind="municipality").version
    demo.run("ladenburg", lambda text: None)
    assert Area.objects.get(kind="municipality").version == version


def test_a_wrong_file_ends_with_a_sentence(unnamed: Municipality) -> None:
    with pytest.raises(CommandError, match="gibt es nicht"):
        demo.run("osm:/none.osm", lambda text: None)
    assert org_queries.town().name == "Gemeinde"
