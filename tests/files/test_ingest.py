# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking photos and documents in: what is kept, what is dropped, what is refused."""

import io
import math
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from PIL import Image, ImageCms, PngImagePlugin

from nahdran.files.enums import Kind, Scan, Variant
from nahdran.files.imaging.position import is_plausible
from nahdran.files.models import StoredFile
from nahdran.files.operations import ingest
from nahdran.files.storage import open_bytes
from nahdran.files.texts import REASONS, UnableToStore
from tests.factories.files import PHOTOS, corners, encoded, exif_with, jpeg_segments, pdf, upload

pytestmark = pytest.mark.django_db

# JFIF, tables, one progressive frame, scans, end. No APP1 (EXIF, XMP), APP2 (ICC, MPF), APP13 (IPTC), no comment.
ALLOWED_MARKERS = {0xD8, 0xE0, 0xDB, 0xC2, 0xC4, 0xDA, 0xD9}
SECRETS = (b"SECRET", b"Exif", b"http://ns.adobe.com", b"Photoshop", b"ICC_PROFILE", b"MPF", b"GPS")


def stored_bytes(file: StoredFile) -> dict[str, bytes]:
    found = {}
    for variant in file.variants:
        with open_bytes(file.sha256, variant) as source:
            found[variant] = source.read()
    return found


def large_of(file: StoredFile) -> Image.Image:
    return Image.open(io.BytesIO(stored_bytes(file)["large"])).convert("RGB")


def colour(image: Image.Image, x: float, y: float) -> str:
    red, green, blue = image.getpixel((int(image.width * x), int(image.height * y)))
    return {
        (True, False, False): "red",
        (False, True, False): "green",
        (False, False, True): "blue",
        (True, True, False): "yellow",
    }[(red > 128, green > 128, blue > 128)]


def refused(data: bytes, *, purpose: str = "photo", name: str = "foto.jpg") -> UnableToStore:
    with pytest.raises(UnableToStore) as error:
        ingest(upload=upload(data, name), purpose=purpose)
    assert not StoredFile.objects.exists()
    return error.value


def assert_clean(file: StoredFile) -> None:
    for variant, data in stored_bytes(file).items():
        assert set(jpeg_segments(data)) <= ALLOWED_MARKERS, variant
        assert not any(secret in data for secret in SECRETS), variant
        with Image.open(io.BytesIO(data)) as image:
            assert not image.getexif()
            assert set(image.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }


def test_a_photo_becomes_three_new_jpeg_files() -> None:
    file = ingest(upload=upload(encoded(corners(4000, 3000)), "IMG 1234.JPEG")).file
    data = stored_bytes(file)
    assert (file.kind, file.media_type, file.name) == (Kind.IMAGE, "image/jpeg", "IMG 1234.jpg")
    assert (file.width, file.height, file.size) == (2048, 1536, len(data["large"]))
    assert file.scan == Scan.NONE
    assert Image.open(io.BytesIO(data["medium"])).size == (960, 720)
    assert Image.open(io.BytesIO(data["thumb"])).size == (320, 320)
    assert_clean(file)


@pytest.mark.parametrize("photo", sorted(PHOTOS.glob("*.jpg")), ids=lambda path: path.stem)
def test_a_real_photo_keeps_no_metadata(photo: Path) -> None:
    file = ingest(upload=upload(photo.read_bytes(), photo.name)).file
    assert_clean(file)


@pytest.mark.parametrize(
    ("name", "place"),
    [("nikon-coolpix-gps", True), ("canon-40d-no-gps", False), ("samsung-galaxy-s1-zero-gps", False)],
)
def test_the_position_of_a_real_photo(name: str, place: bool) -> None:
    photo = PHOTOS / f"{name}.jpg"
    if not photo.exists():
        pytest.skip("the real photos are not at hand")
    position = ingest(upload=upload(photo.read_bytes())).position
    assert (position is not None) == place
    assert position is None or all(math.isfinite(value) for value in position)


@pytest.mark.parametrize("orientation", [1, 2, 3, 4, 5, 6, 7, 8])
def test_every_orientation_ends_upright(orientation: int) -> None:
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the transposition that undoes what a viewer would do
    image = corners()
    turned = image if orientation == 1 else image.transpose(Image.Transpose(back[orientation]))
    file = ingest(upload=upload(encoded(turned, exif=exif_with(orientation=orientation)))).file
    large = large_of(file)
    assert large.size == (400, 300)
    seen = [colour(large, x, y) for y in (0.25, 0.75) for x in (0.25, 0.75)]
    assert seen == ["red", "green", "blue", "yellow"]


@pytest.mark.parametrize("number", [1, 3, 6, 8])
def test_real_photos_of_every_orientation_have_the_same_shape(number: int) -> None:
    for photo in PHOTOS.glob(f"orientation-{number}-*.jpg"):
        file = ingest(upload=upload(photo.read_bytes())).file
        with Image.open(photo) as original:
            turned = number in {6, 8}
            wide = (original.width > original.height) != turned
        assert (file.width > file.height) == wide


def test_the_position_is_read_once() -> None:
    exif = exif_with(lat=(50.0, 50.0, 20.4), lon=(7.0, 12.0, 36.0))
    taken = ingest(upload=upload(encoded(exif=exif)))
    assert taken.position == pytest.approx((7.21, 50.839), abs=0.0001)
    assert_clean(taken.file)


def test_south_and_west_are_negative() -> None:
    exif = exif_with(lat=(33.0, 30.0, 0.0), lon=(70.0, 30.0, 0.0), refs="SW")
    assert ingest(upload=upload(encoded(exif=exif))).position == pytest.approx((-70.5, -33.5))


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        ((91.0, 0.0, 0.0), (7.0, 0.0, 0.0)),
        ((50.0, 0.0, 0.0), (181.0, 0.0, 0.0)),
        ((50.0,), ()),
    ],
)
def test_an_implausible_position_is_none(lat: tuple, lon: tuple) -> None:
    assert ingest(upload=upload(encoded(exif=exif_with(lat=lat, lon=lon)))).position is None


def test_not_a_number_is_no_position() -> None:
    assert not is_plausible(math.nan, 50)
    assert not is_plausible(7, math.inf)


@pytest.mark.parametrize(
    ("format", "name"), [("PNG", "a.png"), ("WEBP", "a.webp"), ("GIF", "a.gif"), ("HEIF", "a.heic")]
)
def test_other_formats_become_jpeg_without_metadata(format: str, name: str) -> None:  # noqa: A002
    options = {} if format == "GIF" else {"exif": exif_with(lat=(50.0, 0.0, 0.0), lon=(7.0, 0.0, 0.0)).tobytes()}
    taken = ingest(upload=upload(encoded(format=format, **options), name))
    assert taken.file.media_type == "image/jpeg"
    assert taken.position == (None if format == "GIF" else (7.0, 50.0))
    assert_clean(taken.file)


def test_every_metadata_block_is_gone() -> None:
    """EXIF with thumbnail, XMP, IPTC, ICC, a comment, and a second image behind the first as Samsung and Pixel phones write it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(
        exif=exif_with(), icc_profile=profile, comment=b"SECRET comment", xmp=b"<x:xmpmeta>SECRET xmp</x:xmpmeta>"
    )
    iptc = b"Photoshop 3.0\0SECRET iptc"
    data = (
        data[:2]
        + b"\xff\xed"
        + struct.pack("!H", len(iptc) + 2)
        + iptc
        + data[2:]
        + encoded(exif=exif_with())
        + b"SECRET trailer"
    )
    assert_clean(ingest(upload=upload(data)).file)


def test_a_multi_picture_file_keeps_its_first_picture() -> None:
    data = encoded(corners(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 300), "black")])
    file = ingest(upload=upload(data)).file
    assert colour(large_of(file), 0.25, 0.25) == "red"
    assert_clean(file)


def test_text_of_a_png_is_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "SECRET", zip=True)
    notes.add_itxt("XML:com.adobe.xmp", "SECRET")
    assert_clean(ingest(upload=upload(encoded(format="PNG", pnginfo=notes))).file)


def test_transparency_becomes_white() -> None:
    image = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    for picture in (image, image.convert("LA"), image.convert("P")):
        file = ingest(
            upload=upload(encoded(picture, "PNG", transparency=0) if picture.mode == "P" else encoded(picture, "PNG"))
        ).file
        assert large_of(file).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_unusual_colour_modes_are_read(mode: str) -> None:
    grey = Image.linear_gradient("L")
    image = grey.point(lambda value: value * 257, "I").convert("I;16") if mode == "I;16" else grey.convert(mode)
    file = ingest(upload=upload(encoded(image, "JPEG" if mode == "CMYK" else "PNG"))).file
    large = large_of(file)
    assert large.mode == "RGB"
    assert sum(large.getpixel((128, 10))) < sum(large.getpixel((128, 245)))


def test_colours_of_another_profile_are_converted() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = ingest(upload=upload(encoded(corners(), icc_profile=profile))).file
    garbage = ingest(upload=upload(encoded(corners(), icc_profile=b"garbage"))).file
    for file in (broken, garbage):
        assert colour(large_of(file), 0.25, 0.25) == "red"


def test_the_first_frame_of_an_animation_is_kept() -> None:
    frames = [Image.new("RGB", (40, 40), "black") for _ in range(5)]
    for format in ("GIF", "WEBP", "PNG"):  # noqa: A001
        data = encoded(Image.new("RGB", (40, 40), "red"), format, save_all=True, append_images=frames)
        file = ingest(upload=upload(data)).file
        assert colour(large_of(file), 0.5, 0.5) == "red"


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (5000, 2)])
def test_odd_shapes_are_never_enlarged(size: tuple[int, int]) -> None:
    file = ingest(upload=upload(encoded(Image.new("RGB", size)))).file
    assert file.width <= size[0]
    assert file.height <= size[1]


def test_a_document_is_kept_as_it_is() -> None:
    file = ingest(upload=upload(pdf(), "../../Mein Antrag.docx"), purpose="document").file
    assert (file.kind, file.media_type, file.name) == (Kind.DOCUMENT, "application/pdf", "Mein Antrag.pdf")
    assert stored_bytes(file) == {Variant.DOCUMENT: pdf()}


def test_an_image_may_be_a_document_but_a_document_is_no_photo() -> None:
    assert ingest(upload=upload(encoded()), purpose="document").file.is_image
    StoredFile.objects.all().delete()
    assert refused(pdf()).code == "not_a_photo"


def test_a_file_may_have_a_time_to_live() -> None:
    until = datetime(2026, 12, 1, tzinfo=UTC)
    assert ingest(upload=upload(encoded()), keep_until=until).file.keep_until == until


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        b"PK\x03\x04" + b"\0" * 40,
        b"MZ" + b"\0" * 100,
        b"BM" + b"\0" * 100,
        b"II*\0" + b"\0" * 100,
        b"\x00\x00\x00\x20ftypavif" + b"\0" * 40,
        b" " + b"\xff\xd8\xff\xe0",
    ],
)
def test_what_is_no_image_is_refused_whatever_its_name(data: bytes) -> None:
    assert refused(data, name="foto.jpg").code == "not_a_photo"
    assert refused(data, name="antrag.pdf", purpose="document").code == "not_a_document"


def test_an_empty_file_is_refused() -> None:
    assert refused(b"").code == "empty"


def test_a_file_that_is_too_large_is_refused_before_it_is_read_to_its_end(settings) -> None:
    settings.FILES_PHOTO_MAX_BYTES = 1_000_000

    class Endless:
        name = "foto.jpg"

        def read(self, size: int = -1) -> bytes:
            assert size == 1_000_001
            return b"\xff\xd8\xff" + b"x" * (size - 3)

    with pytest.raises(UnableToStore) as error:
        ingest(upload=Endless())
    assert (error.value.code, error.value.status) == ("too_large", 413)
    assert "1 MB" in error.value.message


def test_a_truncated_image_is_refused() -> None:
    for format in ("JPEG", "PNG", "WEBP", "HEIF", "GIF"):  # noqa: A001
        data = encoded(Image.effect_noise((300, 300), 80).convert("RGB"), format)
        assert refused(data[: len(data) // 2]).code == "damaged", format


def png_bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!L", len(body)) + kind + body + struct.pack("!L", zlib.crc32(kind + body))

    header = struct.pack("!LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [8_100, 10_000, 30_000, 65_000])
def test_a_decompression_bomb_is_refused_by_its_header(side: int, monkeypatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("the bomb was decoded"))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("the bomb was decoded"))
    error = refused(png_bomb(side, side))
    assert error.code == "too_many_pixels"
    assert "64 Megapixel" in error.message


def test_a_gif_whose_first_frame_is_larger_than_it_says_is_a_bomb_too() -> None:
    data = bytearray(encoded(Image.new("P", (10, 10)), "GIF"))
    frame = data.index(b"\x2c")
    data[frame + 5 : frame + 9] = struct.pack("<HH", 60_000, 60_000)
    assert refused(bytes(data)).code in {"too_many_pixels", "damaged"}


def test_a_jpeg_with_thousands_of_scans_is_refused() -> None:
    data = encoded(progressive=True)
    scan = data.index(b"\xff\xda")
    assert refused(data[:scan] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * 5000 + data[scan:]).code == "damaged"


def test_a_polyglot_loses_its_second_face() -> None:
    data = encoded(comment=b"<script>alert(1)</script>") + b"PK\x05\x06<html><script>alert(1)</script>"
    file = ingest(upload=upload(data)).file
    assert all(b"script" not in stored and b"PK\x05\x06" not in stored for stored in stored_bytes(file).values())


@pytest.mark.parametrize("tail", [b"<html><script>", b"PK\x05\x06" + b"\0" * 18, b"\xff\xd8\xff"])
def test_a_pdf_with_something_behind_its_end_is_refused(tail: bytes) -> None:
    assert refused(pdf() + tail, purpose="document").code == "damaged"


def test_a_pdf_that_is_an_archive_as_well_is_refused() -> None:
    archive = b"PK\x05\x06" + b"\0" * 16 + struct.pack("<H", 7) + b"\n%%EOF\n"
    assert refused(pdf() + b"startxref\n" + archive, purpose="document").code == "damaged"


def test_half_a_pdf_is_refused() -> None:
    assert refused(pdf()[:-20], purpose="document").code == "damaged"


def test_every_reason_is_a_sentence() -> None:
    for reason in REASONS.values():
        assert str(reason.message).endswith(".")
        assert 400 <= reason.status < 600


STARTS = [
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"RIFF\x00\x01\x00\x00WEBP",
    b"\0\0\0\x18ftypheic",
    b"%PDF-1.4",
    b"",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=strategies.sampled_from(STARTS),
    body=strategies.binary(max_size=400),
    purpose=strategies.sampled_from(["photo", "document"]),
)
def test_arbitrary_bytes_are_refused_in_plain_words_or_taken(start: bytes, body: bytes, purpose: str) -> None:
    answers = []
    try:
        ingest(upload=upload(start + body), purpose=purpose)
    except UnableToStore as error:
        answers.append(error.message)
    assert all(answers)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    format=strategies.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "HEIF"]),
    changes=strategies.lists(
        strategies.tuples(strategies.floats(0, 0.999), strategies.integers(0, 255)), min_size=1, max_size=12
    ),
)
def test_damaged_images_are_refused_in_plain_words_or_taken(format: str, changes: list[tuple[float, int]]) -> None:  # noqa: A002
    answers = []
    data = bytearray(WHOLE[format])
    for place, value in changes:
        data[int(place * len(data))] = value
    try:
        ingest(upload=upload(bytes(data)))
    except UnableToStore as error:
        answers.append(error.message)
    assert all(answers)


WHOLE = {name: encoded(corners(60, 40), name) for name in ("JPEG", "PNG", "GIF", "WEBP", "HEIF")}
