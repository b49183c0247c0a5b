# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with an extract, in words for the person who runs the import."""


class UnableToReadExtract(Exception):
    """``code`` is stable (``missing``, ``format``, ``too_large``, ``broken``, ``empty``, ``no_boundary``, ``unknown_name``)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
