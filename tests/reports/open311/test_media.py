# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos in all three ways that clients know, each re-encoded, none public before somebody has looked, and no way into our own network."""

import base64
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nahdran.cases.enums import Direction
from nahdran.cases.models import Attachment, Case, Message
from nahdran.files.models import StoredFile
from nahdran.reports.api.open311 import media
from tests.factories.files import encoded, exif_with
from tests.factories.reports import make_category
from tests.reports.open311.conftest import PLACE, sentences

pytestmark = pytest.mark.django_db


def jpeg(colour="red", **options):
    return encoded(Image.new("RGB", (64, 48), colour), **options)


def file(data=None, name="foto.jpg"):
    return SimpleUploadedFile(name, jpeg() if data is None else data, content_type="image/jpeg")


def photos_of(answer):
    assert answer.status_code == 200, answer.content.decode()
    reference = answer.json()[0]["service_request_id"]
    return [attachment.file for attachment in Attachment.objects.filter(case__reference=reference).order_by("id")]


@pytest.fixture
def pictures(settings):
    """A server with pictures, which the administrator has allowed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found = {
                "/a.jpg": jpeg(),
                "/b.png": jpeg("blue", format="PNG"),
                "/page": b"<html>",
                "/huge": b"\xff\xd8\xff" + b"0" * 3_000_000,
            }
            body = found.get(self.path)
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *args):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            """We hang up when something is too large."""

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OUTBOUND_ALLOW = [f"127.0.0.1:{server.server_port}"]
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_file_becomes_a_photo_of_the_case(program, stored):
    (photo,) = photos_of(program.post(service_code="lampe", **PLACE, media=file()))

    assert (photo.media_type, photo.keep_until) == ("image/jpeg", None)
    assert Attachment.objects.get(file=photo).message is not None


def test_several_files_are_taken_under_any_name(program, stored):
    answer = program.post(
        service_code="lampe",
        **PLACE,
        **{"media[]": [file(jpeg("red")), file(jpeg("lime"))], "photo": file(jpeg("blue"))},
    )

    assert len(photos_of(answer)) == 3


def test_what_the_camera_wrote_is_not_kept(program, stored):
    data = jpeg(exif=exif_with(lat=(50.0, 50.0, 0.0), lon=(7.0, 12.0, 0.0)))

    photos_of(program.post(service_code="lampe", **PLACE, media=file(data)))

    kept = b"".join(path.read_bytes() for path in stored.rglob("*") if path.is_file())
    assert b"SECRET" in data
    assert b"SECRET" not in kept


@pytest.mark.parametrize("prefix", ["", "data:image/jpeg;base64,", "\n  "])
def test_base64_is_taken_too(program, stored, prefix):
    text = prefix + base64.encodebytes(jpeg()).decode()

    assert len(photos_of(program.post(service_code="lampe", **PLACE, media=text))) == 1


def test_base64_fits_into_a_plain_form(program, stored):
    noise = Image.effect_noise((1400, 1400), 90).convert("RGB")
    text = base64.b64encode(encoded(noise, quality=95)).decode()
    assert len(text) > 1_000_000
    from urllib.parse import urlencode

    body = urlencode({"api_key": program.key, "service_code": "lampe", **PLACE, "media": text})

    assert len(photos_of(program.form(body))) == 1


def test_a_photo_is_fetched_from_its_address(program, stored, pictures):
    answer = program.post(service_code="lampe", **PLACE, media_url=[f"{pictures}/a.jpg", f"{pictures}/b.png"])

    assert len(photos_of(answer)) == 2


@pytest.mark.parametrize("path", ["/gone.jpg", "/page", "/huge"])
def test_a_report_is_worth_more_than_a_picture_that_cannot_be_had(program, stored, pictures, settings, path):
    settings.FILES_PHOTO_MAX_BYTES = 1_000_000

    answer = program.post(service_code="lampe", **PLACE, media_url=f"{pictures}{path}")

    assert photos_of(answer) == []
    assert "konnte nicht geladen werden" in answer.json()[0]["service_notice"]
    case = Case.objects.get(reference=answer.json()[0]["service_request_id"])
    note = Message.objects.get(case=case, direction=Direction.NOTE)
    assert (note.author_label, "127.0.0.1" in note.text) == ("Kreis", True)


def test_where_a_photo_is_needed_none_that_cannot_be_had_will_do(program, stored, pictures, lighting):
    make_category("Graffiti", key="graffiti", group=lighting, photo_required=True)

    missing = program.post(service_code="graffiti", **PLACE)
    gone = program.post(service_code="graffiti", **PLACE, media_url=f"{pictures}/gone.jpg")

    assert sentences(missing)[0].startswith("media required")
    assert sentences(gone)[0].startswith("media_url invalid")
    assert len(photos_of(program.post(service_code="graffiti", **PLACE, media_url=f"{pictures}/a.jpg"))) == 1


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/a.jpg", "http://169.254.169.254/latest/meta-data", "http://[::1]/a.jpg", "http://10.1.2.3/a.jpg", "http://localhost:5432/",
     "http://user:word@127.0.0.1/", "file:///etc/passwd", "ftp://example.org/a.jpg", "javascript:alert(1)", "a.jpg", "http://", "http://[/"],
)  # fmt: skip
def test_an_address_that_leads_inside_is_refused_and_nothing_is_opened(program, url):
    answer = program.post(service_code="lampe", **PLACE, media_url=url)

    assert answer.status_code == 400
    assert sentences(answer)[0].startswith("media_url invalid")
    assert not Case.objects.exists()


def test_all_addresses_together_have_one_time(program, stored, pictures, monkeypatch):
    monkeypatch.setattr(media, "FETCH_SECONDS", 0.0)

    answer = program.post(service_code="lampe", **PLACE, media_url=f"{pictures}/a.jpg")

    assert photos_of(answer) == []


@pytest.mark.parametrize(
    "data", [b"", b"<svg onload=alert(1)>", b"%PDF-1.4", b"\xff\xd8\xff", b"GIF89a", b"PK\x03\x04"], ids=["empty", "svg", "pdf", "cut", "gif", "zip"]
)  # fmt: skip
def test_a_file_that_is_no_photo_is_refused_and_nothing_stays(program, stored, data):
    answer = program.post(service_code="lampe", **PLACE, media=[file(), file(data, "foto.jpg")])

    assert answer.status_code == 400
    assert sentences(answer)[0].startswith("media invalid")
    assert not Case.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("text", ["kein base64!", "====", "data:image/jpeg;base64,§"])
def test_base64_that_is_none_is_refused(program, text):
    assert sentences(program.post(service_code="lampe", **PLACE, media=text))[0].startswith("media invalid")


def test_more_than_five_photos_are_too_many(program, stored):
    answer = program.post(service_code="lampe", **PLACE, media=[file() for _ in range(6)])

    assert sentences(answer)[0].startswith("media invalid")
    assert not StoredFile.objects.exists()


def test_sent_again_the_photos_are_not_kept_twice(program, stored):
    def send():
        return program.post(service_code="lampe", **PLACE, media=file(), headers={"Idempotency-Key": "1"})

    assert send().json() == send().json()
    assert StoredFile.objects.count() == 1


def test_another_photo_under_the_same_number_is_another_report(program, stored):
    program.post(service_code="lampe", **PLACE, media=file(jpeg("red")), headers={"Idempotency-Key": "1"})

    answer = program.post(service_code="lampe", **PLACE, media=file(jpeg("blue")), headers={"Idempotency-Key": "1"})

    assert sentences(answer)[0].startswith("Idempotency-Key invalid")


def test_a_photo_is_not_public_before_somebody_has_looked(program, guest, lamp, stored):
    lamp.release_at_once = True
    lamp.save()

    photos_of(program.post(service_code="lampe", **PLACE, media=file(), description="Text"))

    (request,) = guest.get("/requests.json").json()
    assert (request["media_url"], request["description"]) == (None, None)


def test_a_full_disk_is_our_fault_and_not_that_of_the_client(program, stored, monkeypatch):
    from nahdran.files.texts import UnableToStore

    def full(**kwargs):
        raise UnableToStore("storage_full")

    monkeypatch.setattr(media, "ingest", full)

    assert program.post(service_code="lampe", **PLACE, media=file()).status_code == 503
