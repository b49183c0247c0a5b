# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the reports do after something has happened to a case: a report that waited may be followed by the program that sent it, and photos
that come later are looked at too.
"""

from typing import Any

from django.dispatch import receiver

from nahdran.cases.signals import case_opened, message_posted
from nahdran.reports.operations.looking import look_later
from nahdran.reports.operations.receiving import note_opened


@receiver(case_opened, dispatch_uid="reports.received_opened")
def follow_received(case_id: int, **kwargs: Any) -> None:
    note_opened(case_id)


@receiver(message_posted, dispatch_uid="reports.photos_posted")
def look_at_later_photos(case_id: int, **kwargs: Any) -> None:
    look_later(case_id)
