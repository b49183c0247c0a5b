# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Each app takes its part of a person away when their account is deleted (Art. 17 GDPR), inside the same transaction.

What the law keeps (a case and its file) stays, without the link to the account.
"""

from collections.abc import Callable
from typing import Any

from nahdran.kit.registry import Registry

erasers: Registry[Callable[[Any], None]] = Registry("account erasers")
