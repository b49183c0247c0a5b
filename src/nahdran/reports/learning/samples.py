# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is learnt from."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sample:
    """A settled report. ``is_public``: others may learn where it was."""

    text: str
    label: str
    lon: float
    lat: float
    district: int | None
    is_public: bool
    at: datetime
