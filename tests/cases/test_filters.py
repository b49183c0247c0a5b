# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filters of the inbox kept under a name: own and shared ones, their order, the page one begins with, and what they count."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nahdran.cases.models import SavedFilter
from nahdran.cases.operations import UnableToKeepFilter, change_filter, change_status, keep_filter
from tests.factories.accounts import client_of, sign_in
from tests.factories.cases import LEAD, make_case, make_person, make_unit

pytestmark = pytest.mark.django_db

SHARER = (*LEAD, "cases.share_filters")


def text_of(answer):
    return answer.content.decode()


def keep(clerk, name="Neue", **query):
    return keep_filter(owner=clerk, name=name, view="team", query=query)


def test_the_present_filter_is_kept_under_a_name_and_stands_above_the_inbox(desk, case, clerk):
    desk.post(f"{reverse('desk:filter_keep')}?liste=team&status=NEW&reihenfolge=neueste", {"name": " Neue  zuerst "})
    saved = SavedFilter.objects.get(owner=clerk)
    assert (saved.name, saved.view, saved.query) == ("Neue zuerst", "team", {"status": "NEW", "reihenfolge": "neueste"})
    page = text_of(desk.get(reverse("desk:inbox")))
    assert "Neue zuerst" in page
    assert "/arbeitsplatz/eingang/?status=NEW&amp;reihenfolge=neueste" in page


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_filter_needs_a_name(desk, name):
    assert desk.post(reverse("desk:filter_keep"), {"name": name}).status_code == 302
    assert not SavedFilter.objects.exists()


def test_the_same_twice_is_kept_once_and_a_name_belongs_to_one(clerk):
    assert keep(clerk, status="NEW") == keep(clerk, status="NEW")
    with pytest.raises(UnableToKeepFilter):
        keep(clerk, status="WORK")


def test_twenty_are_enough(clerk):
    for number in range(20):
        keep(clerk, name=f"Filter {number}")
    with pytest.raises(UnableToKeepFilter):
        keep(clerk, name="Noch einer")


def test_counts_stand_beside_the_first_few_without_more_questions(desk, unit, clerk):
    make_case(unit)
    change_status(case=make_case(unit), to="WORK", actor=clerk)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = text_of(desk.get(reverse("desk:inbox")))
        return page, len(asked)

    cost()
    _, plain = cost()
    for number in range(8):
        keep(clerk, name=f"Filter {number}", status="NEW")
    page, with_filters = cost()
    assert with_filters == plain
    assert page[page.index("<main") : page.index("</main>")].count("Filter 4") == 1


def test_one_is_the_page_one_begins_with_and_the_board_stays_reachable(desk, clerk):
    saved = keep(clerk, status="NEW")
    other = keep(clerk, name="Andere")
    change_filter(saved=saved, name="Neue", unit=None, is_start=True)
    assert desk.get(reverse("desk:start"))["Location"] == "/arbeitsplatz/eingang/?status=NEW"
    assert desk.get(reverse("desk:today")).status_code == 200
    change_filter(saved=other, name="Andere", unit=None, is_start=True)
    assert SavedFilter.objects.get(is_start=True) == other


def test_a_shared_one_is_seen_by_who_may_read_the_unit_and_changed_by_its_owner_only(client, unit, clerk):
    lead = make_person(unit, rights=SHARER)
    saved = keep(lead, name="Dringend")
    url = reverse("desk:filter", args=[saved.pk])
    sign_in(client, lead).post(url, {"name": "Dringend", "unit": unit.pk})
    assert SavedFilter.objects.get().unit == unit
    assert "Dringend" in text_of(client_of(clerk).get(reverse("desk:inbox")))
    assert client_of(clerk).get(url).status_code == 404
    assert client_of(clerk).post(reverse("desk:filter_remove", args=[saved.pk])).status_code == 404
    stranger = make_person(make_unit("Ordnungsamt"))
    assert "Dringend" not in text_of(client_of(stranger).get(reverse("desk:inbox")))


def test_sharing_needs_the_right_in_that_unit(desk, client, unit, clerk):
    saved = keep(clerk)
    desk.post(reverse("desk:filter", args=[saved.pk]), {"name": "Neue", "unit": unit.pk})
    assert SavedFilter.objects.get().unit is None
    lead = make_person(unit, rights=SHARER)
    foreign = make_unit("Ordnungsamt")
    own = keep(lead)
    answer = client_of(lead).post(reverse("desk:filter", args=[own.pk]), {"name": "Neue", "unit": foreign.pk})
    assert answer.status_code == 422


def test_they_are_moved_renamed_and_deleted(desk, clerk):
    first, second = keep(clerk, name="Eins"), keep(clerk, name="Zwei")
    desk.post(reverse("desk:filter_move", args=[second.pk]), {"direction": "up"})
    assert list(SavedFilter.objects.order_by("position").values_list("name", flat=True)) == ["Zwei", "Eins"]
    assert desk.post(reverse("desk:filter", args=[first.pk]), {"name": "Zwei"}).status_code == 422
    desk.post(reverse("desk:filter", args=[first.pk]), {"name": "Drei"})
    desk.post(reverse("desk:filter_remove", args=[second.pk]))
    assert [one.name for one in SavedFilter.objects.all()] == ["Drei"]
    assert "Drei" in text_of(desk.get(reverse("desk:filters")))


def test_what_an_old_filter_named_and_is_no_more_finds_nothing_instead_of_failing(desk, clerk):
    SavedFilter.objects.create(owner=clerk, name="Alt", view="gibtsnicht", query={"status": "WEG", "einheit": "²"})
    assert "Alt" in text_of(desk.get(reverse("desk:inbox")))


def test_own_filters_stand_in_the_rail_of_every_page_and_shared_ones_do_not(desk, case, clerk, unit):
    keep(clerk, name="Neue", status="NEW")
    keep_filter(owner=make_person(unit, rights=SHARER), name="Von anderen", view="team", query={}, unit=unit)

    start = text_of(desk.get(reverse("desk:today")))
    listed = text_of(desk.get(reverse("desk:inbox"), {"status": "NEW"}))

    assert rail(start).count("/arbeitsplatz/eingang/?status=NEW") == 1
    assert "Von anderen" not in rail(start)
    assert '<a href="/arbeitsplatz/eingang/?status=NEW" aria-current="page">' in rail(listed)
    assert rail(listed).count("aria-current") == 1


def rail(page):
    return page[page.index('<nav class="nd-rail"') :].split("</nav>")[0]
