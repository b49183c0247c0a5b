# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""After each migrate: the pages every town must have are there."""

from typing import Any

from django.db import connection

from nahdran.pages.models import HomePage
from nahdran.pages.operations import ensure_home


def lay_pages(sender: Any, **kwargs: Any) -> None:
    """Only once the tables are there; migrate may have stopped before this app."""
    if HomePage._meta.db_table in connection.introspection.table_names():
        ensure_home()
