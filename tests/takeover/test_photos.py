# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos of the old system: matched by name, held back unless said otherwise, gone with the takeover, and nothing hostile gets through."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nahdran.cases.models import Attachment, Case
from nahdran.files.models import StoredFile
from nahdran.reports.models import PublicPhoto
from nahdran.takeover import archive, operations
from nahdran.takeover.archive import names_in, plain_name
from nahdran.takeover.enums import BoxState, State
from nahdran.takeover.models import PhotoBox, Taken, TakenPhoto
from nahdran.takeover.operations import UnableToTakeOver
from tests.factories.accounts import sign_in
from tests.factories.files import corners, encoded
from tests.reports.conftest import stored  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored")]
HEAD = "id;service_name;status;requested_datetime;lat;long;address;media_url"
OLD = f"""{HEAD}
17;Lampe aus;offen;03.11.2025 08:15;50,84;7,215;Hauptstraße 5;https://alt.example/bilder/Eins.JPG?gross=1
18;Lampe aus;offen;04.11.2025 08:15;50.84;7.28;;zwei.jpg, drei.jpg
19;Lampe aus;offen;05.11.2025 08:15;50.84;7.28;;
"""


def packed(**files):
    """A ZIP of {name: bytes}; two underscores stand for the dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "."), data)
    return out.getvalue()


def picture():
    return encoded(corners())


@pytest.fixture
def run(bring):
    return bring(OLD, shown="PLACE")


def place(run, data, *, publishes=False, admin=None):
    box = operations.bring_photos(run=run, data=data, name="fotos.zip", publishes=publishes, actor=admin)
    operations.work_photos(box.pk)
    box.refresh_from_db()
    return box


def test_names_are_found_in_addresses_and_lists():
    assert names_in("https://x.de/a/B%20c.JPG?x=1; d.png\ne.png") == ("b c.jpg", "d.png", "e.png")
    assert plain_name("..\\..\\etc\\Passwd") == "passwd"
    assert names_in(" ; , ") == ()


def test_photos_find_their_reports_by_name_and_stay_hidden(run, admin):
    box = place(
        run, packed(ordner__eins__jpg=b"", **{"bilder/EINS.jpg": picture(), "drei.jpg": picture()}), admin=admin
    )
    assert (box.state, box.placed, box.unknown) == (BoxState.DONE, 2, 1)
    first = Taken.objects.get(number="17")
    assert Attachment.objects.filter(case_id=first.pk).count() == 1
    assert not PublicPhoto.objects.exists()
    assert bytes(box.data) == b""


def test_photos_that_were_public_are_shown_where_the_report_is(run, admin):
    place(run, packed(eins__jpg=picture()), publishes=True, admin=admin)
    assert PublicPhoto.objects.get().report_id == Taken.objects.get(number="17").pk


def test_photos_of_held_reports_stay_hidden_whatever_is_chosen(bring, admin):
    place(bring(OLD), packed(eins__jpg=picture()), publishes=True, admin=admin)
    assert not PublicPhoto.objects.exists()


def test_what_is_no_picture_is_counted_and_left_out(run, admin):
    box = place(run, packed(eins__jpg=b"<script>", zwei__jpg=picture()), admin=admin)
    assert (box.placed, box.refused) == (1, 1)
    again = place(run, packed(eins__jpg=picture(), zwei__jpg=picture()), admin=admin)
    assert (again.placed, again.unknown) == (1, 1)


def test_a_bomb_is_refused_before_it_is_unpacked(run, admin, monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1000)
    with pytest.raises(UnableToTakeOver, match="ausgepackt"):
        operations.bring_photos(run=run, data=packed(eins__jpg=b"0" * 5000), name="x", publishes=False, actor=admin)


def test_a_single_photo_that_unpacks_too_large_is_left_out(run, admin, monkeypatch):
    monkeypatch.setattr(archive, "MAX_PHOTO", 100)
    assert place(run, packed(eins__jpg=picture()), admin=admin).refused == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04kaputt", b"kein zip", packed()])
def test_what_is_no_archive_is_refused_in_plain_words(run, admin, data):
    with pytest.raises(UnableToTakeOver) as refused:
        operations.bring_photos(run=run, data=data, name="x", publishes=False, actor=admin)
    assert refused.value.field == "file"


def test_a_killed_worker_places_nothing_twice(run, admin):
    data = packed(eins__jpg=picture(), zwei__jpg=picture())
    box = operations.bring_photos(run=run, data=data, name="x", publishes=False, actor=admin)
    PhotoBox.objects.filter(pk=box.pk).update(done=1)
    operations.work_photos(box.pk)
    operations.work_photos(box.pk)
    box.refresh_from_db()
    assert (box.done, box.placed) == (2, 1)


def test_photos_go_with_the_takeover(run, admin):
    place(run, packed(eins__jpg=picture(), zwei__jpg=picture()), admin=admin)
    assert StoredFile.objects.count() == 2
    operations.begin(run=run, step=State.UNDOING, actor=admin)
    operations.work(run.pk)
    run.refresh_from_db()
    assert run.state == State.UNDONE
    assert not Case.objects.exists()
    assert not TakenPhoto.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_same_file_again_names_no_photo_twice(run, bring):
    bring(OLD, shown="PLACE")
    assert TakenPhoto.objects.count() == 3


def test_an_administrator_uploads_an_archive(client, run, admin):
    desk = sign_in(client, admin)
    address = reverse("takeover_staff:photos", args=[run.pk])
    assert "0 von 3" in desk.get(address).content.decode()
    file = SimpleUploadedFile("fotos.zip", packed(eins__jpg=picture()), content_type="application/zip")
    assert desk.post(address, {"file": file}).status_code == 302
    operations.work_photos(PhotoBox.objects.get().pk)
    assert "1 von 3" in desk.get(address).content.decode()
    assert desk.post(address, {}).status_code == 422
