# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The built client files: which tags a page needs for an entry. The manifest of the build says the hashed names.

Without a build the pages still stand, plain and without scripts, where ``CLIENT_BUILD_REQUIRED`` is off (tests).
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.utils.safestring import SafeString
from django_vite.core.asset_loader import DjangoViteAssetLoader
from django_vite.core.exceptions import DjangoViteAssetNotFoundError

FONT = "node_modules/@kern-ux/native/dist/fonts/fira-sans/FiraSans-Regular.woff2"
CLIENTS = Path(__file__).resolve().parents[3]


class UnknownEntry(LookupError):
    """The build has no such client file."""


def _built() -> bool:
    config: dict[str, Any] = settings.DJANGO_VITE["default"]
    if config.get("dev_mode") or Path(config["manifest_path"]).exists():
        return True
    if settings.CLIENT_BUILD_REQUIRED:
        raise ImproperlyConfigured(
            f"The client files are not built ({config['manifest_path']} is missing). Run `npm ci && npm run build`."
        )
    return False


def source(entry: str) -> str:
    """``places/picker`` stands for ``src/nahdran/places/client/picker.ts``."""
    app, _slash, name = entry.partition("/")
    return f"src/nahdran/{app}/client/{name}" if name.endswith(".css") else f"src/nahdran/{app}/client/{name}.ts"


@cache
def entry_tags(entry: str) -> SafeString:
    """The tags that load an entry: its module script, and the styles it brings along."""
    return _asked(entry, lambda loader: loader.generate_vite_asset(source(entry), app="default"))


@cache
def style_tags() -> SafeString:
    """The one stylesheet, and the font of running text, so that it is there with the first words."""

    def tags(loader: DjangoViteAssetLoader) -> str:
        sheet = loader.generate_vite_asset_url(source("ui/style.css"), app="default")
        if settings.DJANGO_VITE["default"].get("dev_mode"):
            return f'<link rel="stylesheet" href="{sheet}">'
        font = loader.generate_vite_asset_url(FONT, app="default")
        return (
            f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>'
            f'<link rel="stylesheet" href="{sheet}">'
        )

    return _asked("ui/style.css", tags)


@cache
def entry_files(entry: str) -> tuple[str, ...]:
    """The addresses of all files that a page needs for an entry: script, imports, styles, fonts. Not what is loaded on demand later.

    Without the italic font, which hardly any page shows. Empty where nothing is built.
    """
    if not _built():
        return ()
    manifest: dict[str, Any] = json.loads(Path(str(settings.DJANGO_VITE["default"]["manifest_path"])).read_text())
    found: dict[str, None] = {}
    waiting, seen = [source(entry)], set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in manifest:
            continue
        seen.add(name)
        part = manifest[name]
        fonts = [file for file in part.get("assets", ()) if "Italic" not in file]
        found |= dict.fromkeys([part["file"], *part.get("css", ()), *fonts])
        waiting += part.get("imports", ())
    return tuple(staticfiles_storage.url(file) for file in found)


def _asked(entry: str, ask: Callable[[DjangoViteAssetLoader], str]) -> SafeString:
    if not _built():
        return SafeString("")
    try:
        return SafeString(ask(DjangoViteAssetLoader.instance()))
    except DjangoViteAssetNotFoundError as error:
        if not settings.CLIENT_BUILD_REQUIRED and (CLIENTS / source(entry)).exists():
            return SafeString("")
        raise UnknownEntry(
            f'There is no client entry "{entry}" ({source(entry)}). Build again, or mend the name.'
        ) from error
