# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the app puts on every page of citizens: the link to its manifest, and in the header the sign that something waits to be sent."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from nahdran.pwa.icon import APPLE
from nahdran.pwa.owner import SIGNED_OUT_COOKIE
from nahdran.pwa.plan import queues
from nahdran.pwa.slots import offline_pages
from nahdran.shell.addresses import address
from nahdran.shell.slots import PagePart, page_parts


def _head(request: HttpRequest) -> dict[str, Any] | None:
    manifest = address("pwa:manifest")
    return {"manifest": manifest, "icon": reverse("pwa:icon", kwargs={"size": APPLE})} if manifest else None


def _header(request: HttpRequest) -> dict[str, Any] | None:
    """Nothing to show where the app has no addresses, as in the tests of the frame alone."""
    worker = address("pwa:worker")
    if not worker:
        return None
    found = queues()
    config = {
        "worker": worker,
        "on": settings.OFFLINE,
        "offeredOn": [start for page in offline_pages for start in page.offered_on],
        "queues": found,
        "signedOut": SIGNED_OUT_COOKIE,
    }
    return {"config": json.dumps(config, ensure_ascii=False), "queues": found}


page_parts.register("pwa.head", PagePart("pwa.head", "pwa/parts/head.html", "head", _head))
page_parts.register("pwa.header", PagePart("pwa.header", "pwa/parts/header.html", "header", _header))
