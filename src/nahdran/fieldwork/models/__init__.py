# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Orders, who gets them, and what came back."""

from nahdran.fieldwork.models.order import HeldPicture, Order, OrderPhoto, OrderStep
from nahdran.fieldwork.models.recipients import Contractor, Crew, CrewMember

__all__ = ["Contractor", "Crew", "CrewMember", "HeldPicture", "Order", "OrderPhoto", "OrderStep"]
