# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The declared components, by group. Importing this package fills the registry; docs/design-system.md shows how each is used."""

from nahdran.ui.parts import actions, charts, choosing, exchange, feedback, forms, frame, lists, maps, state

__all__ = ["actions", "charts", "choosing", "exchange", "feedback", "forms", "frame", "lists", "maps", "state"]
