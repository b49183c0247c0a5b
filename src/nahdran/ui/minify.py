# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Takes the line breaks and indents between tags out of component templates; text and attributes stay as they are."""

import re

_BETWEEN_TAGS = re.compile(r"(?<=[>}])[ \t]*\n\s*(?=[<{]|\Z)")
_COMMENT = re.compile(r"\{#.*?#\}")


def minified(source: str) -> str:
    return _BETWEEN_TAGS.sub("", _COMMENT.sub("", source)).strip()
