# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the core tells those above it, always after the commit. Each signal carries the case's id, never the case itself."""

from django.dispatch import Signal

case_opened = Signal()
status_changed = Signal()
message_posted = Signal()
case_handed_over = Signal()
