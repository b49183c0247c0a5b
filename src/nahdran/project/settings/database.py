# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long PostgreSQL may work on one statement of a page. The worker, the commands and the migrations have no such limit."""

from typing import Any


def with_patience(database: Any, *, seconds: float) -> dict[str, Any]:
    """The connection with a ``statement_timeout``; 0 means none. One that stands in DATABASE_URL already is the operator's and stays.

    Waiting for a lock counts as well. It is told to PostgreSQL at the start of a connection, so it costs nothing later.
    """
    options = dict(database.get("OPTIONS", {}))
    ours = options.get("options", "")
    if seconds and "statement_timeout" not in ours:
        options["options"] = f"{ours} -c statement_timeout={round(seconds * 1000)}".strip()
    return {**database, "OPTIONS": options}
