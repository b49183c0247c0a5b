# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a draft to a case: once, completely, and to the right unit."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection

from nahdran.cases.enums import PartyRole
from nahdran.cases.models import Attachment, Case, Deadline, Party
from nahdran.files.models import StoredFile
from nahdran.reports.enums import Release, WaitsFor
from nahdran.reports.models import DraftPhoto, Report, ReportDraft
from nahdran.reports.operations import (
    AlreadySent,
    OutsideTown,
    TooManyPhotos,
    UnableToSubmit,
    add_photo,
    expire_drafts,
    keep_step,
    remove_photo,
    start_draft,
    submit_report,
)
from tests.factories.accounts import make_citizen
from tests.factories.files import corners, encoded, exif_with, upload
from tests.factories.reports import IN_BIRK, INSIDE, OUTSIDE, make_category, make_draft

PATIENCE = 60


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-16 09:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def draft(lamp, clock):
    draft = make_draft(lamp)
    clock.shift(PATIENCE)
    return draft


def report_of(opened):
    return Report.objects.select_related("case", "district").get(pk=opened.case.pk)


def test_a_draft_becomes_a_case_with_everything_in_it(draft, unit, districts):
    report = report_of(submit_report(draft=draft))

    assert report.case.unit == unit
    assert report.case.title == "Straßenlampe dunkel"
    assert report.district == districts["Lohmar"]
    assert report.address == "Hauptstraße 71, Lohmar"
    assert report.release == Release.HELD
    assert report.is_open
    assert report.tone == "neutral"
    assert report.suspicion == ""
    assert dict(Deadline.objects.filter(case=report.case).values_list("kind", "days")) == {
        "FIRST_ANSWER": 2,
        "SETTLE": 10,
    }


def test_nobody_has_to_say_who_they_are(draft):
    assert not Party.objects.filter(case=submit_report(draft=draft).case).exists()


def test_the_language_and_the_account_of_the_person_are_kept(lamp, clock):
    account = make_citizen()
    draft = make_draft(lamp, email="erika.mustermann@example.org", name="Erika Mustermann")

    case = submit_report(draft=draft, language="en", account=account).case

    party = Party.objects.get(case=case, role=PartyRole.REQUESTER)
    assert (party.language, party.account, party.email) == ("en", account, "erika.mustermann@example.org")


def test_the_photos_move_to_the_case(draft, photo):
    DraftPhoto.objects.create(draft=draft, file=photo())

    case = submit_report(draft=draft).case

    assert Attachment.objects.filter(case=case).count() == 1
    assert not DraftPhoto.objects.exists()
    assert StoredFile.objects.get().keep_until is None


def test_sending_twice_gives_the_same_case(draft):
    first = submit_report(draft=draft)
    second = submit_report(draft=draft)

    assert (first.is_new, second.is_new) == (True, False)
    assert first.case.pk == second.case.pk
    assert Case.objects.count() == 1


def test_a_sent_draft_is_empty_and_locked(draft):
    submit_report(draft=draft)

    assert ReportDraft.objects.get().data == {}
    with pytest.raises(AlreadySent):
        keep_step(draft=draft, values={"text": "anders"})


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_open_one_case(draft):
    start = Barrier(2)

    def send():
        try:
            start.wait()
            return submit_report(draft=ReportDraft.objects.get(pk=draft.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = [future.result() for future in [pool.submit(send), pool.submit(send)]]

    assert sorted(result.is_new for result in results) == [False, True]
    assert Case.objects.count() == 1


def test_an_incomplete_draft_says_what_is_missing(lamp):
    with pytest.raises(UnableToSubmit) as refused:
        submit_report(draft=start_draft())

    assert refused.value.steps == ["place", "kind", "details"]
    assert not Case.objects.exists()


def test_a_kind_that_was_switched_off_meanwhile_is_asked_again(draft, lamp):
    lamp.is_active = False
    lamp.save()

    with pytest.raises(UnableToSubmit) as refused:
        submit_report(draft=draft)

    assert "kind" in refused.value.steps


def test_an_unanswered_required_question_stops_the_sending(draft, lamp):
    lamp.questions.create(key="kabel", label="Kabel?", kind="YES_NO", required=True)

    with pytest.raises(UnableToSubmit):
        submit_report(draft=draft)


def test_outside_the_town_nothing_is_opened(lamp, clock):
    draft = make_draft(lamp, OUTSIDE)

    with pytest.raises(OutsideTown) as refused:
        submit_report(draft=draft)

    assert "außerhalb" in refused.value.hint
    assert ReportDraft.objects.get(pk=draft.pk).data["text"]


def test_a_photo_alone_says_enough(lamp, photo, clock):
    draft = make_draft(lamp, text="")
    with pytest.raises(UnableToSubmit):
        submit_report(draft=draft)
    DraftPhoto.objects.create(draft=draft, file=photo())

    assert submit_report(draft=draft).is_new


def test_a_kind_may_require_an_address_and_a_photo(lighting, clock):
    noise = make_category(group=lighting, contact_required=True, photo_required=True)
    draft = make_draft(noise)

    with pytest.raises(UnableToSubmit) as refused:
        submit_report(draft=draft)

    assert refused.value.steps == ["photo", "details"]


def test_a_little_doubt_marks_a_report_and_keeps_it_from_the_map(lighting, clock):
    at_once = make_category(group=lighting, release_at_once=True)

    report = report_of(submit_report(draft=make_draft(at_once), suspicion="links"))

    assert report.suspicion == "too_fast,links"
    assert report.release == Release.HELD
    assert report.description


def test_the_trap_lets_a_report_wait_and_loses_nothing(lamp, clock):
    draft = make_draft(lamp)

    sent = submit_report(draft=draft, trap=True)

    assert sent.case is None
    assert sent.waiting.waits_for == WaitsFor.LOOK
    assert ReportDraft.objects.get().data["suspicion"] == "honeypot,too_fast"


def test_a_kind_may_show_place_and_kind_at_once_but_no_words(lighting, clock, photo):
    at_once = make_category(group=lighting, release_at_once=True)
    draft = make_draft(at_once, IN_BIRK)
    clock.shift(PATIENCE)

    report = report_of(submit_report(draft=draft))

    assert report.release == Release.RELEASED
    assert report.public_text == ""
    assert not report.public_photos.exists()


def test_a_photo_proposes_a_place_only_inside_the_town(lamp, stored):
    draft = start_draft()
    lon, lat = INSIDE

    def taken_at(east, north):
        parts = [tuple(map(float, (int(value), int(value % 1 * 60), value * 60 % 1 * 60))) for value in (north, east)]
        return upload(encoded(corners(), exif=exif_with(lat=parts[0], lon=parts[1])))

    inside = add_photo(draft=draft, upload=taken_at(lon, lat))
    outside = add_photo(draft=draft, upload=taken_at(*OUTSIDE))

    assert inside.lon == pytest.approx(lon, abs=1e-4)
    assert outside.lon is None


def test_a_sixth_photo_is_refused_and_the_five_stay(draft, photo):
    for number in range(5):
        DraftPhoto.objects.create(draft=draft, file=photo((number, 0, 0)))

    with pytest.raises(TooManyPhotos):
        add_photo(draft=draft, upload=upload(encoded()))

    assert draft.photos.count() == 5


def test_a_removed_photo_is_gone_for_good(draft, photo):
    mine = DraftPhoto.objects.create(draft=draft, file=photo())

    remove_photo(draft=draft, photo_id=mine.pk)
    remove_photo(draft=draft, photo_id=mine.pk)

    assert not StoredFile.objects.exists()


def test_nobody_removes_the_photo_of_another_draft(draft, photo):
    other = start_draft()
    foreign = DraftPhoto.objects.create(draft=other, file=photo())

    remove_photo(draft=draft, photo_id=foreign.pk)

    assert DraftPhoto.objects.filter(pk=foreign.pk).exists()


def test_drafts_go_after_a_week_with_their_photos(draft, photo, clock):
    DraftPhoto.objects.create(draft=draft, file=photo())
    clock.shift(6 * 24 * 3600)
    fresh = start_draft()
    assert expire_drafts() == 0
    clock.shift(24 * 3600)

    assert expire_drafts() == 1
    assert list(ReportDraft.objects.all()) == [fresh]
    assert not StoredFile.objects.exists()


def test_the_photos_of_a_sent_draft_stay_when_it_expires(draft, photo, clock):
    DraftPhoto.objects.create(draft=draft, file=photo())
    submit_report(draft=draft)
    clock.shift(8 * 24 * 3600)

    assert expire_drafts() == 1
    assert StoredFile.objects.count() == 1
    assert Case.objects.count() == 1
