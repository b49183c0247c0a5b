# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which failures are the house's and pass by: a database that is gone, a disk that is full. Asked by the error pages."""

import errno

from django.db import InterfaceError, OperationalError

FULL = {errno.ENOSPC, errno.EDQUOT}


def is_passing(error: BaseException | None) -> bool:
    """Whether the same request may well succeed in a few minutes. Looks at the causes, too."""
    while error is not None:
        if isinstance(error, (OperationalError, InterfaceError)) or (
            isinstance(error, OSError) and error.errno in FULL
        ):
            return True
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return False
