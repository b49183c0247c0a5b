# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a verb was refused. The views turn these into sentences."""


class UnableToChange(Exception):
    """The order is in a state from which this step does not lead on: somebody was quicker."""

    def __init__(self, start: str, end: str) -> None:
        super().__init__(f"No step from {start!r} to {end!r}.")
        self.start, self.end = start, end


class OutdatedOrder(Exception):
    """The order has changed since the page was loaded."""


class MissingReason(Exception):
    """A step that others must be able to understand came without a reason."""


class UnableToSend(Exception):
    """The firm or the crew is not in use any more."""
