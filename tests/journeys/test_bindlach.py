# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real small town: Bindlach from its OpenStreetMap extract, with photos of real cameras. Passed over where the extract is not at hand."""

import re

import pytest
from playwright.sync_api import expect

from nahdran.cases.models import Attachment, Case
from nahdran.reports.models import Report
from tests.journeys.conftest import SHARED, furnish
from tests.journeys.steps import choose_address, choose_kind, fill_details, give_photo, heading, onward, points, send
from tests.journeys.watch import check

EXTRACT, PHOTOS = SHARED / "data" / "osm" / "north-bayreuth.osm.gz", SHARED / "data" / "photos"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not EXTRACT.exists(), reason=f"no extract at {EXTRACT}"),
]


@pytest.fixture
def bindlach(house, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    furnish(f"osm:{EXTRACT}")


def test_a_defect_in_bindlach(bindlach, guest):
    give_photo(guest, PHOTOS / "nikon-coolpix-gps.jpg", PHOTOS / "orientation-6-rotate-90-cw.jpg")
    check(guest)
    # The photo was taken far away, so it proposes no place.
    expect(guest.locator("[data-picker-lon]")).to_have_value("")
    label = choose_address(guest, "bindl haupt 3")
    assert re.match(r"\D*[Hh]aupt\D* 3\b", label)
    onward(guest, "Art")
    choose_kind(guest)
    fill_details(guest)
    reference, _code = send(guest)
    check(guest)
    assert reference.startswith("BIN-")
    report = Report.objects.get(case__reference=reference)
    assert report.address == label
    assert Attachment.objects.filter(case=Case.objects.get()).count() == 2
    guest.goto("/maengel/")
    heading(guest, "Mängel")
    expect(guest.get_by_role("main")).to_contain_text("Straßenlampe dunkel")
    assert reference in points(guest)
