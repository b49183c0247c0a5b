# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every test stands on: one embedded PostgreSQL with a test database of its own."""

import os
from pathlib import Path

from nahdran.project.postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parents[1]

if "DATABASE_URL" not in os.environ:
    # Durability is switched off: a test database that dies with the machine is made anew.
    server = EmbeddedPostgres(ROOT / "var" / "test-postgres", settings={"fsync": "off", "full_page_writes": "off", "max_connections": "200"})
    server.start(detached=True)
    os.environ["DATABASE_URL"] = server.url("nahdran")
os.environ.setdefault("DATA_DIR", str(ROOT / "var" / "test-data"))
