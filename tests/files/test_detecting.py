# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking for faces and plates: the default that finds nothing, and OpenCV with a real photo."""

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from nahdran.adapters.opencv import detector as opencv
from nahdran.adapters.opencv.detector import OpenCv
from nahdran.files.checks import check_detector
from nahdran.files.detecting.base import DetectionFailed, NoDetector
from nahdran.files.detecting.registry import active_detector

# Eileen Collins, photographed by NASA.
PORTRAIT = (Path(__file__).parent / "data" / "face.jpg").read_bytes()


def jpeg(picture):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=84)
    return out.getvalue()


def car():
    """A drawn car from behind."""
    picture = Image.new("RGB", (1000, 700), (120, 130, 140))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((200, 250, 800, 600), fill=(60, 60, 90))
    draw.rectangle((380, 480, 620, 531), fill="white", outline="black", width=2)
    draw.text((410, 482), "SU AB 123", font=ImageFont.load_default(40), fill="black")
    return picture


def test_the_default_finds_nothing_and_says_that_nobody_looks(settings):
    settings.FILES_DETECTOR = "none"

    assert isinstance(active_detector(), NoDetector)
    assert active_detector().find(PORTRAIT) == []
    assert active_detector().check_config() == []
    assert "nicht gesucht" in str(check_detector().sentence)


def test_where_opencv_is_installed_it_is_chosen_and_works(settings):
    settings.FILES_DETECTOR = "opencv"

    assert OpenCv().check_config() == []
    assert "auf diesem Server" in str(check_detector().sentence)


def test_a_face_is_found_where_it_is():
    spots = OpenCv().find(PORTRAIT)

    assert [spot.kind for spot in spots] == ["face"]
    middle = (spots[0].x + spots[0].width / 2, spots[0].y + spots[0].height / 2)
    assert 140 < middle[0] < 190
    assert 90 < middle[1] < 140


def test_a_plate_is_found_where_it_is():
    spots = [spot for spot in OpenCv().find(jpeg(car())) if spot.kind == "plate"]

    assert any(spot.x <= 430 and spot.x + spot.width >= 570 and spot.y <= 495 for spot in spots)


def test_nothing_is_found_where_nothing_is():
    assert OpenCv().find(jpeg(Image.new("RGB", (800, 600), "green"))) == []


@pytest.mark.parametrize("data", [b"no picture", b"\xff\xd8\xff\xe0broken"])
def test_what_is_no_picture_gives_no_answer(data):
    with pytest.raises(DetectionFailed, match="failed"):
        OpenCv().find(data)


def test_there_is_an_end_to_time_and_size(settings, monkeypatch):
    settings.FILES_DETECTOR_TIMEOUT = 0.001
    with pytest.raises(DetectionFailed, match="timeout"):
        OpenCv().find(PORTRAIT)

    monkeypatch.setattr(opencv, "LARGEST", 100)
    with pytest.raises(DetectionFailed, match="too_large"):
        OpenCv().find(PORTRAIT)


def test_a_version_without_its_files_is_named(monkeypatch):
    monkeypatch.setattr(OpenCv, "_run", lambda self, data: {"missing": ["haarcascade_profileface.xml"], "spots": []})

    assert "haarcascade_profileface.xml" in OpenCv().check_config()[0]


def test_without_the_package_the_check_says_what_to_do(monkeypatch):
    monkeypatch.setattr(opencv, "find_spec", lambda name: None)

    assert "opencv-python-headless" in OpenCv().check_config()[0]


def test_a_crash_stays_outside(monkeypatch):
    def crash(*args, **kwargs):
        raise subprocess.CalledProcessError(-11, "look")

    monkeypatch.setattr(subprocess, "run", crash)
    with pytest.raises(DetectionFailed, match="failed"):
        OpenCv().find(PORTRAIT)
