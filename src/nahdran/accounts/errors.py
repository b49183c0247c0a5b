# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What accounts refuse, with a code for programs and a plain sentence for people."""

from typing import Any


class UnableToChange(Exception):
    """A change of people or roles was refused; nothing has been written."""

    def __init__(self, code: str, message: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
