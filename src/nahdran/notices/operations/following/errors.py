# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a subscription cannot be made."""


class UnableToFollow(Exception):
    """Base of what is said beside the form."""


class FollowingIsOff(UnableToFollow):
    """The town has switched it off."""


class TooManySubscriptions(UnableToFollow):
    """So many wait or run for an address whose owner is asking, that no more are taken."""
