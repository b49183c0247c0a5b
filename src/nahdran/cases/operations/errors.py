# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a verb was refused. The views turn these into sentences beside the form."""

from datetime import datetime


class ForbiddenChange(Exception):
    """The workflow of this kind does not lead from one status to the other."""

    def __init__(self, start: str, end: str) -> None:
        super().__init__(f"No change from {start!r} to {end!r}.")
        self.start, self.end = start, end


class MissingReason(Exception):
    """A step that people must be able to understand came without a reason."""


class UnableToMerge(Exception):
    """Two cases cannot become one. ``code``: itself, kind, confidential, closed, merged, target_closed, circle, has_parts, own_part, not_merged."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Unable to merge: {code}.")
        self.code = code


class OpenParts(ForbiddenChange):
    """The whole cannot be closed while parts of it are open, unless somebody says that it shall be."""


class UnableToSplit(Exception):
    """A case cannot be split. ``code``: kind, closed, confidential, is_part, count."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Unable to split: {code}.")
        self.code = code


class OutdatedView(Exception):
    """The case has changed since the page was loaded; ``since`` is the state that the sender had seen."""

    def __init__(self, since: datetime) -> None:
        super().__init__(f"The case has changed since {since.isoformat()}.")
        self.since = since


class UnableToAskAgain(Exception):
    """Nobody may ask to look at this case again (now). ``code``: open, late, asked or never."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NothingToDecide(Exception):
    """Somebody else has decided already, or the case was opened meanwhile."""
