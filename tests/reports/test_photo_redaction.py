# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Covering parts of photos: burnt in, the original gone everywhere, once however often it is asked for, and what a detector proposes."""

import io
from uuid import uuid4

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nahdran.audit.models import Entry
from nahdran.cases.models import Attachment
from nahdran.cases.operations import receive_message
from nahdran.cases.operations.files import add_files
from nahdran.files import storage
from nahdran.files.detecting.base import DetectionFailed, Spot
from nahdran.files.detecting.registry import detectors
from nahdran.files.enums import Variant
from nahdran.files.imaging.blocks import Block, cover, within
from nahdran.files.models import StoredFile
from nahdran.reports.kept import forget
from nahdran.reports.models import IntakeSettings, PhotoCheck, PublicPhoto, Report
from nahdran.reports.operations import redact_photo, release
from nahdran.reports.operations.errors import ForeignPhoto, NothingToCover, PhotoReplaced
from nahdran.reports.operations.looking import look_at_photos
from tests.factories.accounts import client_of
from tests.factories.cases import make_person, make_unit
from tests.factories.reports import make_report
from tests.races import together

BLOCK = Block(8, 8, 16, 16)


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def desk(clerk):
    return client_of(clerk)


@pytest.fixture
def file(photo):
    return photo("red")


@pytest.fixture
def report(lamp, file):
    return make_report(lamp, files=[file])


def page(report, file):
    return f"/arbeitsplatz/meldung/{report.case.reference}/foto/{file.pk}/"


def pixels(file, variant=Variant.LARGE):
    with storage.open_bytes(file.sha256, variant) as source:
        picture = Image.open(io.BytesIO(source.read()))
        picture.load()
    return picture


def is_dark(pixel):
    return max(pixel) < 40


def on_disk(folder, file):
    return list(folder.rglob(f"{file.sha256}*"))


def lines(*blocks):
    """The fields of the form."""
    return {name: [str(block[at]) for block in blocks] for at, name in enumerate(("x", "y", "breite", "hoehe"))}


def current(report):
    return Attachment.objects.get(case=report.case).file


# What becomes of the photo


def test_the_block_is_black_in_every_rendering_and_the_rest_stays(report, file, clerk):
    new = redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk).file

    for variant in (Variant.LARGE, Variant.MEDIUM):
        assert is_dark(pixels(new, variant).getpixel((16, 16)))
        assert not is_dark(pixels(new, variant).getpixel((50, 40)))
    thumb = pixels(new, Variant.THUMB)
    assert is_dark(thumb.getpixel((thumb.width // 5, thumb.height // 3)))
    assert "exif" not in pixels(new).info


def test_the_original_is_gone_from_the_disk_and_from_every_address(report, file, clerk, desk, client, stored):
    release(report=report, public_text="Aus.", photos=[file], actor=clerk)
    reference = report.case.reference
    public = f"/maengel/{reference}/foto/{file.pk}/large/"
    inside = f"/arbeitsplatz/vorgang/{reference}/datei/{file.pk}/large/"
    etag = client.head(public)["ETag"]
    assert desk.head(inside).status_code == 200

    new = redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk).file

    assert on_disk(stored, file)
    # The bytes go as soon as the transaction of this test would have ended.
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    for address, person in ((public, client), (inside, desk)):
        assert person.get(address).status_code == 404
        assert person.get(address, headers={"If-None-Match": etag}).status_code == 404
    shown = client.head(f"/maengel/{reference}/foto/{new.pk}/large/")
    assert shown.status_code == 200
    assert "no-cache" in shown["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_the_original_are_deleted(report, file, clerk, stored):
    assert len(on_disk(stored, file)) == 3

    new = redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk).file

    assert on_disk(stored, file) == []
    assert len(on_disk(stored, new)) == 3


@pytest.mark.django_db(transaction=True)
def test_a_photo_that_another_case_has_too_stays_there(lamp, report, file, clerk, stored):
    other = make_report(lamp)
    add_files(other.case, None, [file])

    redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk)

    assert Attachment.objects.get(case=other.case).file_id == file.pk
    assert len(on_disk(stored, file)) == 3
    assert Entry.objects.filter(action="reports.photo_kept_elsewhere").exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_photo_sent_twice_is_covered_in_both_places(lamp, photo, clerk, stored):
    first, second = photo("red"), photo("red")
    assert first.sha256 == second.sha256
    report = make_report(lamp, files=[first])
    receive_message(case=report.case, text="Noch einmal", files=[second])

    new = redact_photo(report=report, file_id=first.pk, blocks=[BLOCK], actor=clerk).file

    assert set(Attachment.objects.filter(case=report.case).values_list("file_id", flat=True)) == {new.pk}
    assert on_disk(stored, first) == []


def test_a_public_photo_stays_public_in_its_new_form(report, file, clerk):
    release(report=report, public_text="Aus.", photos=[file], actor=clerk)

    new = redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk).file

    assert [shown.file_id for shown in PublicPhoto.objects.filter(report=report)] == [new.pk]


def test_a_hidden_photo_stays_hidden(report, file, clerk):
    redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk)

    assert not PublicPhoto.objects.exists()


def test_both_steps_stand_in_the_log(report, file, clerk):
    redact_photo(report=report, file_id=file.pk, blocks=[BLOCK, Block(0, 0, 4, 4)], turns=1, actor=clerk)

    entries = Entry.objects.filter(action__startswith="reports.photo").order_by("pk")
    assert [(entry.action, entry.data) for entry in entries] == [
        ("reports.photo_redacted", {"blocks": 2, "turns": 1}),
        ("reports.photo_original_deleted", {}),
    ]


@pytest.mark.parametrize(("turns", "size"), [(1, (48, 64)), (2, (64, 48)), (3, (48, 64))])
def test_it_can_be_turned_too(report, file, clerk, turns, size):
    new = redact_photo(report=report, file_id=file.pk, blocks=[Block(0, 0, 16, 16)], turns=turns, actor=clerk).file

    picture = pixels(new)
    assert picture.size == size == (new.width, new.height)
    corner = {1: (picture.width - 4, 4), 2: (picture.width - 4, picture.height - 4), 3: (4, picture.height - 4)}[turns]
    assert is_dark(picture.getpixel(corner))


# Again, at once, in between


def test_the_same_asked_for_twice_happens_once(report, file, clerk):
    first = redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk)
    second = redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk)

    assert (first.is_new, second.is_new) == (True, False)
    assert second.file.pk == first.file.pk
    assert Entry.objects.filter(action="reports.photo_redacted").count() == 1


def test_something_else_is_told_what_stands_there_now_also_after_a_second_time(report, file, clerk):
    first = redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk).file
    second = redact_photo(report=report, file_id=first.pk, blocks=[Block(40, 20, 8, 8)], actor=clerk).file

    with pytest.raises(PhotoReplaced) as replaced:
        redact_photo(report=report, file_id=file.pk, blocks=[Block(1, 1, 9, 9)], actor=clerk)
    assert replaced.value.file.pk == second.pk
    assert is_dark(pixels(second).getpixel((16, 16)))
    assert is_dark(pixels(second).getpixel((44, 24)))


@pytest.mark.parametrize("blocks", [[], [Block(64, 0, 5, 5)], [Block(0, 0, 5, 5)] * 51])
def test_nothing_sensible_changes_nothing(report, file, clerk, blocks):
    with pytest.raises(NothingToCover):
        redact_photo(report=report, file_id=file.pk, blocks=blocks, actor=clerk)
    assert current(report).pk == file.pk


def test_a_photo_of_another_case_is_out_of_reach(lamp, report, photo, clerk):
    foreign = make_report(lamp, files=[photo("blue")])

    for file_id in (current(foreign).pk, uuid4()):
        with pytest.raises(ForeignPhoto):
            redact_photo(report=report, file_id=file_id, blocks=[BLOCK], actor=clerk)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_cover_different_parts_at_the_same_moment(report, file, clerk, stored):
    results = together(
        lambda: redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk),
        lambda: redact_photo(report=report, file_id=file.pk, blocks=[Block(40, 20, 8, 8)], actor=clerk),
    )

    assert sorted(type(result).__name__ for result in results) == ["PhotoReplaced", "Redacted"]
    assert Attachment.objects.filter(case=report.case).count() == 1
    assert on_disk(stored, file) == []


@pytest.mark.django_db(transaction=True)
def test_released_while_it_is_covered_only_the_covered_one_is_public(report, file, clerk):
    together(
        lambda: redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk),
        lambda: release(report=report, public_text="Aus.", photos=[file], actor=clerk),
    )

    shown = PublicPhoto.objects.filter(report=report).values_list("file_id", flat=True)
    assert file.pk not in shown
    assert set(shown) <= {current(report).pk}


def test_a_release_with_the_old_photo_is_refused(report, file, clerk, desk):
    redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk)

    form = {"public_text": "Aus.", "photos": [str(file.pk)], "seen": report.updated_at.isoformat()}
    answer = desk.post(f"/arbeitsplatz/meldung/{report.case.reference}/freigabe/", form)

    assert answer.status_code in {409, 422}
    assert not PublicPhoto.objects.exists()


# The page


def test_the_page_takes_numbers_without_script(desk, report, file):
    shown = desk.get(page(report, file)).content.decode()
    assert 'name="breite"' in shown
    assert 'viewBox="0 0 64 48"' in shown

    answer = desk.post(page(report, file), lines(BLOCK, ("", "", "", "")))

    assert answer.status_code == 302
    assert current(report).pk != file.pk
    assert is_dark(pixels(current(report)).getpixel((16, 16)))


def test_a_preview_draws_the_blocks_and_changes_nothing(desk, report, file):
    shown = desk.post(page(report, file), {**lines(BLOCK), "vorschau": "1"}).content.decode()

    assert '<rect class="nd-blocks__block" x="8" y="8" width="16" height="16"' in shown
    assert current(report).pk == file.pk


@pytest.mark.parametrize(
    "typed",
    [
        ("1", "2", "3", "x"),
        ("1", "", "3", "4"),
        ("-1", "0", "5", "5"),
        ("²", "1", "1", "1"),
        ("99999", "0", "5", "5"),
        ("0", "0", "0", "0"),
        ("9" * 40, "1", "1", "1"),
        ("", "", "", ""),
    ],
)
def test_bad_numbers_are_refused_in_words(desk, report, file, typed):
    answer = desk.post(page(report, file), lines(typed))

    assert answer.status_code == 422
    assert current(report).pk == file.pk


def test_a_second_click_is_no_mistake_and_an_old_address_leads_on(desk, report, file):
    desk.post(page(report, file), lines(BLOCK))

    assert desk.post(page(report, file), lines(BLOCK)).status_code == 302
    assert desk.get(page(report, file)).url == page(report, current(report))
    assert Entry.objects.filter(action="reports.photo_redacted").count() == 1


def test_who_comes_second_keeps_what_was_drawn(desk, report, file, clerk):
    redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk)

    answer = desk.post(page(report, file), lines(Block(40, 20, 8, 8)))

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert 'x="40" y="20"' in shown
    assert f'action="{page(report, current(report))}"' in shown


def test_only_who_may_release_may_cover(report, file, lamp):
    other = client_of(make_person(make_unit("Bauhof", "BH"), rights=("cases.read", "reports.release")))

    assert other.get(page(report, file)).status_code == 403
    assert other.post(page(report, file), lines(BLOCK)).status_code == 403


def test_a_photo_that_does_not_exist(desk, report):
    address = f"/arbeitsplatz/meldung/{report.case.reference}/foto/{uuid4()}/"
    assert desk.get(address).status_code == 404
    assert desk.post(address, lines(BLOCK)).status_code == 404


# What a detector proposes


class Finder:
    key, label = "test", "Test"

    def __init__(self, answer):
        self.answer = answer

    def find(self, jpeg):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def finder(settings):
    def use(answer):
        detectors.register("test", Finder(answer))
        settings.FILES_DETECTOR = "test"

    yield use
    detectors._items.pop("test", None)


def test_what_is_found_is_proposed_as_blocks_and_shown_in_the_queue(desk, report, file, finder):
    finder([Spot("face", 10, 12, 9, 9), Spot("plate", 30, 30, 12, 4)])

    assert look_at_photos(case_id=report.pk) == 1
    assert look_at_photos(case_id=report.pk) == 0

    shown = desk.get(page(report, file)).content.decode()
    assert 'x="10" y="12" width="9" height="9"' in shown
    assert "2 Flächen sind vorgeschlagen" in shown
    queue = desk.get("/arbeitsplatz/maengel/freigabe/").content.decode()
    assert "2 Stellen vermutet" in queue
    assert "Mit Fotos freigeben" not in queue


def test_a_detector_that_fails_says_so_and_holds_nobody_up(report, finder):
    finder(DetectionFailed("timeout"))

    look_at_photos(case_id=report.pk)

    check = PhotoCheck.objects.get()
    assert (check.spots, check.problem) == ([], "timeout")


def test_nobody_looks_unless_the_town_has_switched_it_on(lamp, photo, finder, monkeypatch):
    queued = []
    monkeypatch.setattr("nahdran.reports.operations.looking.app.configure_task", lambda name: Queue(queued))
    finder([])
    make_report(lamp, files=[photo("blue")])
    assert queued == []

    IntakeSettings.objects.update_or_create(pk=1, defaults={"detects": True})
    forget()
    report = make_report(lamp, files=[photo("green")])
    assert queued == [{"case_id": report.pk}]


class Queue:
    def __init__(self, queued):
        self.queued = queued

    def defer(self, **values):
        self.queued.append(values)


def test_a_photo_redacted_in_between_gets_no_answer(report, file, finder, clerk):
    class Slow(Finder):
        def find(self, jpeg):
            redact_photo(report=report, file_id=file.pk, blocks=[BLOCK], actor=clerk)
            return [Spot("face", 1, 1, 5, 5)]

    finder([])
    detectors._items["test"] = Slow([])
    look_at_photos(case_id=report.pk)

    assert not PhotoCheck.objects.exists()
    assert Report.objects.filter(pk=report.pk).exists()


# Rules


@given(x=st.integers(-200, 200), y=st.integers(-200, 200), width=st.integers(0, 300), height=st.integers(0, 300))
def test_a_block_never_leaves_the_picture_and_covers_all_of_itself(x, y, width, height):
    block = within(Block(x, y, width, height), 64, 48)
    if block is None:
        return
    covered = cover(Image.new("RGB", (64, 48), "white"), [block])
    assert 0 <= block.x < block.x + block.width <= 64
    assert 0 <= block.y < block.y + block.height <= 48
    part = covered.crop((block.x, block.y, block.x + block.width, block.y + block.height))
    assert part.getextrema() == ((0, 0),) * 3
