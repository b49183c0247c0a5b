# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings of the tests: the real parts, with cheap passwords and without compressed static files.

Without DATABASE_URL an embedded PostgreSQL is started for them here, because pytest-django reads the settings before any conftest.
"""

import os
import sys
from pathlib import Path

from nahdran.project.postgres import EmbeddedPostgres

VAR = Path(__file__).resolve().parents[4] / "var"

os.environ.setdefault("SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("DATA_DIR", str(VAR / "test-data"))
if "DATABASE_URL" not in os.environ and "pytest" in sys.modules:
    # Durability is switched off: a test database that dies with the machine is made anew.
    fast = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "200"}
    server = EmbeddedPostgres(VAR / "test-postgres", settings=fast)
    server.start(detached=True)
    os.environ["DATABASE_URL"] = server.url("nahdran")

from nahdran.project.settings.base import *  # noqa: E402, F403
from nahdran.project.settings.base import DATABASES, STORAGES, TEMPLATES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_{os.environ.get('TEST_DB', 'nahdran')}"
# Tests of this limit switch it on; all others come from one address and are quick.
READS_PER_MINUTE = 0
# Pages are tested without a front-end build too; the browser tests build first.
CLIENT_BUILD_REQUIRED = False
# WhiteNoise warns about a folder that is not there, and a warning is an error in the tests.
STATIC_ROOT = VAR / "test-static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Panels of the kind of case that the tests of the core bring along.
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], VAR.parent / "tests" / "cases" / "templates"]
