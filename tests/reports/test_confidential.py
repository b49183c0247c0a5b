# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A confidential report is nowhere in public, whatever was public before and whoever is just releasing it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from nahdran.cases.access import link_of
from nahdran.cases.models import Case
from nahdran.cases.operations import set_confidential
from nahdran.reports.enums import Release
from nahdran.reports.models import PublicPhoto, Report
from nahdran.reports.operations import release
from nahdran.reports.operations.errors import ConfidentialReport
from nahdran.reports.queries.near import reports_near
from tests.factories.reports import INSIDE, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(lamp, photo):
    return make_report(lamp, files=[photo()], public=True, public_text="Die Lampe am Kindergarten ist aus.")


def make_confidential(report, actor, confidential=True):
    set_confidential(case=report.case, confidential=confidential, actor=actor, reason="Es geht um ein Kind.")


def test_what_was_public_disappears_at_once(client, report, clerk):
    page = f"/maengel/{report.case.reference}/"
    assert client.get(page).status_code == 200
    make_confidential(report, clerk)

    assert client.get(page).status_code == 404
    assert report.case.reference not in client.get("/maengel/").content.decode()
    assert report.case.reference not in client.get("/maengel/?q=Kindergarten").content.decode()
    points = client.get("/maengel/karte.geojson?bbox=7.2,50.8,7.3,50.9&zoom=16")
    assert report.case.reference not in points.content.decode()
    assert (
        client.get(f"/maengel/neu/in-der-naehe/?lon={INSIDE[0]}&lat={INSIDE[1]}").content.decode().count("Kindergarten")
        == 0
    )
    assert reports_near(*INSIDE, but=0, limit=5) == []
    assert not PublicPhoto.objects.filter(report=report).exists()


def test_lifting_it_makes_nothing_public_by_itself(client, report, clerk):
    make_confidential(report, clerk)
    make_confidential(report, clerk, confidential=False)

    assert Report.objects.get(pk=report.pk).release == Release.WITHDRAWN
    assert client.get(f"/maengel/{report.case.reference}/").status_code == 404


def test_a_report_that_was_never_public_stays_as_it_was(lamp, clerk):
    report = make_report(lamp)
    make_confidential(report, clerk)
    make_confidential(report, clerk, confidential=False)

    assert Report.objects.get(pk=report.pk).release == Release.HELD


def test_who_was_just_releasing_it_comes_too_late(report, clerk):
    """The rule was asked when the page was loaded; the operation asks again behind the lock."""
    make_confidential(report, clerk)

    with pytest.raises(ConfidentialReport):
        release(report=report, public_text="Doch öffentlich.", photos=[], actor=clerk)
    assert Report.objects.get(pk=report.pk).release == Release.WITHDRAWN


def test_the_person_who_reported_still_sees_the_own_concern(client, report, clerk):
    make_confidential(report, clerk)

    response = client.get(link_of(Case.objects.select_related("access").get(pk=report.pk)), follow=True)
    assert response.status_code == 200
    assert report.case.reference in response.content.decode()
    assert "Es geht um ein Kind." not in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_released_and_made_confidential_at_the_same_moment_ends_hidden(lamp, clerk):
    for _ in range(5):
        report = make_report(lamp)
        barrier = Barrier(2)

        def at_once(step, barrier=barrier):
            barrier.wait()
            try:
                step()
            except ConfidentialReport:
                pass
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            steps = [
                lambda report=report: release(report=report, public_text="Die Lampe.", photos=[], actor=clerk),
                lambda report=report: make_confidential(report, clerk),
            ]
            list(pool.map(at_once, steps))
        assert Report.objects.get(pk=report.pk).release != Release.RELEASED
