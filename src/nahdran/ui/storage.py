# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Static files with a hash in the name. What Vite has hashed keeps its name, so that modules find each other under one address."""

import re
from typing import IO

from whitenoise.storage import CompressedManifestStaticFilesStorage

HASHED = re.compile(r"^assets/.+-[\w-]{8}\.\w+$")


class ClientStorage(CompressedManifestStaticFilesStorage):
    def hashed_name(self, name: str, content: IO[bytes] | None = None, filename: str | None = None) -> str:
        if HASHED.match(name):
            return name
        return super().hashed_name(name, content, filename)
