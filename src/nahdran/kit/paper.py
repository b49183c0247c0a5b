# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Papers: from a Typst source, data and pictures to a tagged PDF (PDF/UA-1). The same input gives the same bytes. No network, no system fonts.

The fonts are those of the pages. The client build has them as WOFF2, which Typst cannot read; they are unpacked once and kept in the data folder.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
import typst
from django.conf import settings
from fontTools.ttLib import TTFont

logger = structlog.get_logger(__name__)

# What the data is called inside of the source: ``json("data.json")``.
DATA = "data.json"
_FONTS = "FiraSans-*.woff2"


def compile_pdf(*, source: Path, data: Mapping[str, Any], files: Mapping[str, bytes], at: datetime) -> bytes:
    """The document as PDF/UA-1. ``files`` lie beside the source under their names; ``at`` is the date of the document.

    Each paper has a folder of its own, so a source can read nothing but what belongs to it.
    """
    with tempfile.TemporaryDirectory(prefix="nahdran-paper-") as name:
        folder = Path(name)
        (folder / "main.typ").write_bytes(source.read_bytes())
        (folder / DATA).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for file, content in files.items():
            (folder / file).write_bytes(content)
        compiler = typst.Compiler(
            folder / "main.typ", root=folder, font_paths=[font_folder()], ignore_system_fonts=True
        )
        made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=int(at.timestamp()))
    if not isinstance(made, bytes):
        raise TypeError("A PDF comes in one piece.")
    return made


def font_folder() -> Path:
    """The folder with the fonts as Typst reads them. Without a build it is empty, and Typst takes the fonts it brings along."""
    folder: Path = settings.DATA_DIR / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for packed in sorted((settings.BUILD_DIR / "client" / "assets").glob(_FONTS)):
        plain = folder / f"{packed.stem}.ttf"
        if not plain.exists():
            _unpack(packed, plain)
    return folder


def _unpack(packed: Path, plain: Path) -> None:
    """Written beside and moved, so that nobody ever reads half a font."""
    with TTFont(packed, recalcTimestamp=False) as font:
        font.flavor = None
        handle, name = tempfile.mkstemp(dir=plain.parent, suffix=".part")
        os.close(handle)
        font.save(name)
    Path(name).replace(plain)
    logger.info("paper.font_unpacked", font=plain.name)
