# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tags of client files: hashed names from the manifest, plain pages without one, and a clear word where something is misspelt."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from django_vite.core.asset_loader import DjangoViteAssetLoader

from nahdran.ui import assets
from nahdran.ui.storage import ClientStorage

MANIFEST = {
    "src/nahdran/ui/client/base.ts": {
        "file": "assets/ui/base-Ab3_x-9Z.js",
        "isEntry": True,
        "imports": ["_shared.js"],
        "css": ["assets/base-Ab3_x-9Y.css"],
    },
    "_shared.js": {"file": "assets/shared-Ab3_x-9X.js"},
    "src/nahdran/ui/client/style.css": {"file": "assets/ui/style-Ab3_x-9W.css", "isEntry": True},
    assets.FONT: {"file": "assets/FiraSans-Regular-Ab3_x-9V.woff2"},
}


@pytest.fixture(autouse=True)
def fresh():
    def forget() -> None:
        assets.entry_tags.cache_clear()
        assets.style_tags.cache_clear()
        DjangoViteAssetLoader._instance = None

    forget()
    yield
    forget()


@pytest.fixture
def built(settings, tmp_path):
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(MANIFEST))
    settings.DJANGO_VITE = {"default": {"manifest_path": path}}


@pytest.fixture
def unbuilt(settings, tmp_path):
    settings.DJANGO_VITE = {"default": {"manifest_path": tmp_path / "manifest.json"}}


def test_an_entry_loads_its_module_its_styles_and_what_it_imports(built):
    tags = assets.entry_tags("ui/base")
    assert '<script type="module" crossorigin="" src="/static/assets/ui/base-Ab3_x-9Z.js"></script>' in tags
    assert 'href="/static/assets/base-Ab3_x-9Y.css"' in tags
    assert 'rel="modulepreload"' in tags


def test_the_stylesheet_comes_with_the_font_of_the_first_words(built):
    assert assets.style_tags().startswith(
        '<link rel="preload" href="/static/assets/FiraSans-Regular-Ab3_x-9V.woff2" as="font"'
    )


def test_without_a_build_a_test_page_stands_plain(unbuilt):
    assert assets.entry_tags("ui/base") == ""
    assert assets.style_tags() == ""


def test_without_a_build_a_server_says_what_to_do(unbuilt, settings):
    settings.CLIENT_BUILD_REQUIRED = True
    with pytest.raises(ImproperlyConfigured, match="npm run build"):
        assets.entry_tags("ui/base")


def test_a_misspelt_entry_is_an_error(built):
    with pytest.raises(assets.UnknownEntry, match="ui/bass"):
        assets.entry_tags("ui/bass")


def test_what_the_build_has_hashed_keeps_its_name():
    storage = ClientStorage()
    assert storage.hashed_name("assets/ui/base-Ab3_x-9Z.js") == "assets/ui/base-Ab3_x-9Z.js"
