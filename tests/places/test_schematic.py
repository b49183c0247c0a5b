# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The towns of the demonstration: made the same each time, complete enough to work with."""

import pytest
import shapely

from nahdran.places.schematic import TOWNS, read_town

LOHMAR = {
    "Lohmar", "Donrath", "Wahlscheid", "Honrath", "Breidt", "Birk", "Heide", "Scheiderhöhe", "Inger", "Neuhonrath", "Höffen", "Algert",
    "Kreuznaaf", "Durbusch",
}  # fmt: skip


def test_there_are_the_four_towns() -> None:
    assert set(TOWNS) == {"lohmar", "ladenburg", "dormagen", "iserlohn"}


def test_lohmar_has_its_districts_its_main_street_and_its_town_hall() -> None:
    town = read_town("lohmar")
    assert {district.name for district in town.districts} == LOHMAR
    main = next(street for street in town.streets if street.name == "Hauptstraße")
    numbers = {address.house_number for address in town.addresses if address.street == main.source}
    assert 70 <= len(numbers) <= 120
    assert "71" in numbers
    assert any(place.name == "Rathaus" for place in town.places)
    assert any(address.house_number == "4" and "rathausstrasse" in address.street for address in town.addresses)


def test_a_town_is_the_same_each_time() -> None:
    one, other = read_town("ladenburg"), read_town("ladenburg")
    assert one.addresses == other.addresses
    assert [street.name for street in one.streets] == [street.name for street in other.streets]


@pytest.mark.slow
@pytest.mark.parametrize("slug", TOWNS)
def test_every_town_is_sound(slug: str) -> None:
    town = read_town(slug)
    ground = town.municipality.boundary
    assert ground is not None
    assert town.is_schematic
    assert town.attribution == "Schematische Karte"
    assert ground.is_valid
    # The districts cover the town without lying upon each other.
    areas = [district.boundary for district in town.districts if district.boundary is not None]
    assert len(areas) == len(town.districts)
    assert shapely.union_all(areas).area == pytest.approx(ground.area, rel=0.001)
    assert sum(area.area for area in areas) == pytest.approx(ground.area, rel=0.001)
    houses = shapely.points([(address.lon, address.lat) for address in town.addresses])
    assert shapely.covers(ground, houses).mean() > 0.99
    assert len(houses) > 2000
    keys = {(address.street, address.house_number) for address in town.addresses}
    assert len(keys) / len(houses) > 0.99


@pytest.mark.slow
def test_no_house_stands_in_another_or_on_a_street() -> None:
    town = read_town("ladenburg")
    houses = [feature.geometry for feature in town.features if feature.layer == "building"]
    tree = shapely.STRtree(houses)
    assert all(len(tree.query(house, predicate="intersects")) == 1 for house in houses)
    roads = [feature.geometry for feature in town.features if feature.layer in ("road", "rail", "waterway")]
    assert len(tree.query(roads, predicate="intersects")[0]) == 0
