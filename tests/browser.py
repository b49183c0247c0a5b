# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real Chromium for the tests marked ``browser``. They are passed over where there is no Chromium or no front-end build.

Named in CHROMIUM, else /usr/bin/chromium. Use the fixtures ``page`` (one fresh window) and pytest-django's ``live_server``; where maps are drawn,
give ``browser_flags`` (of ``tests/conftest.py``) anew and return ``WEBGL``.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# WebGL by software, so that the map is drawn on a machine without a graphics card too.
WEBGL = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser(browser_flags: list[str]) -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    if not Path(settings.DJANGO_VITE["default"]["manifest_path"]).exists():
        pytest.skip("the front end is not built: npm run build")
    # Playwright runs a loop in this thread, and Django would take our queries for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=browser_flags)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser refused or could not run; a test asserts that this is empty."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900}, service_workers="block")
    window = context.new_page()
    window.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    window.on("pageerror", lambda error: complaints.append(str(error)))
    yield window
    context.close()
