# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which failures are the house's and pass by: a database that is gone or takes too long, a disk that is full. Asked by the error pages."""

import errno
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from psycopg.errors import QueryCanceled

FULL = {errno.ENOSPC, errno.EDQUOT}


def is_passing(error: BaseException | None) -> bool:
    """Whether the same request may well succeed in a few minutes. Looks at the causes, too."""
    return any(
        isinstance(cause, (OperationalError, InterfaceError)) or (isinstance(cause, OSError) and cause.errno in FULL)
        for cause in _causes(error)
    )


def is_too_slow(error: BaseException | None) -> bool:
    """Whether the database was told to stop because a page took longer than pages may."""
    return any(isinstance(cause, QueryCanceled) for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
