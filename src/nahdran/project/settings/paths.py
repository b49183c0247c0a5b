# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a deployment keeps its data. Read by the settings and, before Django starts, by the commands."""

import re
from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parents[4]
FIRST_TOWN = "lohmar"


def build_dir(env: Env) -> Path:
    """BUILD_DIR: what is made from the sources, the client files and the collected static files."""
    return Path(env.str("BUILD_DIR", "") or ROOT / "build").resolve()


def town_slug(town: str) -> str:
    """``osm:data/bindlach.osm.gz`` becomes ``osm-bindlach``."""
    kind, _colon, file = town.partition(":")
    return f"{kind}-{Path(file).name.split('.')[0]}" if file else re.sub(r"[^\w-]", "", kind)


def data_dir(env: Env) -> Path:
    """DATA_DIR; without it every town of the demonstration has a folder of its own, so that one can try them all."""
    town = env.str("TOWN", FIRST_TOWN)
    default = ROOT / "var" if town == FIRST_TOWN else ROOT / "var" / town_slug(town)
    return Path(env.str("DATA_DIR", "") or default).resolve()
