# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a browser needs to work without a network: addresses of pages, files, pictures and data, gathered from the registries; and the worker itself.

Asked for by the view of ``/sw.js``. A browser looks there at every visit, so the answer is put together at most every few seconds.
"""

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from nahdran.pwa.slots import offline_pages, offline_queues
from nahdran.shell.theme import current_stylesheet, theme_of
from nahdran.ui.assets import entry_files

OFFLINE = "pwa:offline"
# What every kept page is made of besides its own entries.
_ALWAYS = ("ui/style.css", "ui/base", "pwa/page")
# The worker leaves these alone; a page below them that is named in the registry is the exception.
UNTOUCHED = ("/arbeitsplatz/", "/redaktion/")
KEEP_SECONDS = 5.0
# Unregisters itself and takes every kept file along; drafts and waiting things are not in its reach.
KILL = (
    "self.addEventListener('install',()=>self.skipWaiting());"
    "self.addEventListener('activate',e=>e.waitUntil(caches.keys()"
    ".then(k=>Promise.all(k.map(n=>caches.delete(n)))).then(()=>self.registration.unregister())));"
)


@dataclass(frozen=True, slots=True)
class _Made:
    until: float
    text: str


_made: dict[tuple[str, str], _Made] = {}


def forget() -> None:
    """Drop what is kept; between tests."""
    _made.clear()


def worker_script(request: HttpRequest) -> str:
    """The worker of the build with this town's plan in front. It differs by language and appearance, because the kept pages do."""
    if not settings.OFFLINE:
        return KILL
    key = (get_language() or "de", theme_of(request))
    found = _made.get(key)
    if found is None or found.until < time.monotonic():
        found = _made[key] = _Made(time.monotonic() + KEEP_SECONDS, _script(*key))
    return found.text


def queues() -> list[dict[str, str]]:
    """The queues as scripts want them, with addresses instead of names."""
    return [
        {
            "key": queue.key,
            "send": reverse(queue.send),
            "file": reverse(queue.file),
            "page": reverse(queue.page),
            "token": reverse("pwa:token"),
            "one": str(queue.one),
            "many": str(queue.many),
        }
        for queue in offline_queues
    ]


def _script(language: str, theme: str) -> str:
    code = _built()
    plan = _plan() | {"language": language, "theme": theme}
    version = hashlib.sha256(f"{json.dumps(plan, sort_keys=True)}{code}".encode()).hexdigest()[:12]
    # In a string of JSON "</" and the separators of lines are harmless: this is a file of its own, not a part of a page.
    return f"self.nahdran={json.dumps(plan | {'version': version})};\n{code}"


def build_mark() -> str:
    """Stands for the files that a kept page is made of now. A browser that keeps these very files may take over a newer copy of the page."""
    return hashlib.sha256("\n".join(_files()).encode()).hexdigest()[:12]


def _files() -> list[str]:
    entries = [*_ALWAYS, *(entry for page in offline_pages for entry in page.entries)]
    colours = f"{reverse('shell:colours')}?v={current_stylesheet()[1]}"
    found = [file for entry in entries for file in entry_files(entry)]
    return list(dict.fromkeys([*found, colours, static("ui/icons.svg"), static("ui/mark.svg")]))


def _plan() -> dict[str, Any]:
    return {
        "build": build_mark(),
        "pages": list(dict.fromkeys([reverse(OFFLINE), *(reverse(page.url_name) for page in offline_pages)])),
        "offline": reverse(OFFLINE),
        "files": _files(),
        "pictures": list(dict.fromkeys(address for page in offline_pages for address in page.pictures())),
        "data": list(dict.fromkeys(address for page in offline_pages for address in page.data())),
        "insteadOf": [[start, reverse(page.url_name)] for page in offline_pages for start in page.instead_of],
        "untouched": list(UNTOUCHED),
        "queues": queues(),
    }


def _built() -> str:
    """The worker as the build has left it; nothing where tests run without a build."""
    path: Path = settings.BUILD_DIR / "client" / "worker.js"
    return path.read_text(encoding="utf-8") if path.exists() else ""
