# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the accounts store; import models from here."""

from nahdran.accounts.models.api_key import ApiKey
from nahdran.accounts.models.role import Role, RoleGrant
from nahdran.accounts.models.session import Session
from nahdran.accounts.models.throttle import Throttle
from nahdran.accounts.models.user import User

__all__ = ["ApiKey", "Role", "RoleGrant", "Session", "Throttle", "User"]
