# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a verb of the defect reports was refused. The views turn these into sentences beside the form."""

from typing import Any


class UnableToSubmit(Exception):
    """The draft is not complete. ``steps`` names the steps that still need something, in their order."""

    def __init__(self, steps: list[str]) -> None:
        super().__init__(f"Not complete: {', '.join(steps)}.")
        self.steps = steps


class AlreadySent(Exception):
    """The draft has become a case and can no longer be changed."""


class OutsideTown(Exception):
    """The place is not in the municipality. ``hint`` says what lies there."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.hint = hint


class EmailNeeded(Exception):
    """The report has to be confirmed by mail, and there is no address."""


class NoLongerWaiting(Exception):
    """The report that was to be confirmed was taken back, discarded or deleted because nobody confirmed it in time."""


class NotPublic(Exception):
    """The report is not released, so nobody may follow it."""


class TooManyPhotos(Exception):
    """No more photos fit into this report."""


class ForeignPhoto(Exception):
    """A photo was to be released that does not belong to this report."""


class NothingToCover(Exception):
    """Neither a block within the photo nor a turn was asked for, or far too many blocks."""


class PhotoReplaced(Exception):
    """Somebody else has redacted the photo in between; ``file`` stands there now."""

    def __init__(self, file: Any) -> None:
        super().__init__("The photo was replaced.")
        self.file = file


class ConfidentialReport(Exception):
    """Somebody has just made the case confidential; nothing of it may become public."""


class NeverPublic(Exception):
    """The town shows no report of this kind to the public."""


class MissingAnswer(Exception):
    """Who decides about a complaint says why."""


class NothingToDecide(Exception):
    """Somebody else has decided about these complaints already."""


class OutdatedRelease(Exception):
    """Somebody has decided about this report, or changed its words or photos, since the sender has seen it."""


class PartOfAnother(Exception):
    """A part of a report was to be released; the public sees the whole only."""


class UnableToChangeSettings(Exception):
    """A change of the settings would break something; ``sentence`` says what and what to do instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
