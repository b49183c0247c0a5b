# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""When a report fits an entry of the list of senders and words that wait for a look. No database."""

import hmac
import re
from hashlib import sha256

from django.conf import settings

from nahdran.kit.text import clean_line, fold


def digests_of(email: str) -> list[str]:
    """What stands for an address in the list; by today's key first, then by older ones. ``anna+lohmar@…`` is the mailbox of ``anna@…``."""
    name, _at, domain = email.strip().lower().rpartition("@")
    told = f"nahdran.reports.block:{name.partition('+')[0]}@{domain}".encode()
    return [
        hmac.new(key.encode(), told, sha256).hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def says(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text`` as whole words in this order, however written: large or small, with any white space or signs between."""
    wanted = re.findall(r"\w+", fold(clean_line(words)))
    if not wanted:
        return False
    pattern = r"(?<!\w)" + r"\W+".join(map(re.escape, wanted)) + r"(?!\w)"
    return re.search(pattern, fold(clean_line(text))) is not None
