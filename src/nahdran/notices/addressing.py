# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gets a message, checked so that nothing but one address and one line of name can stand in a header."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from nahdran.kit.text import clean_line

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
# Set by the channel itself; a caller that could set them could redirect a message.
_OWN_HEADERS = frozenset(
    {"from", "to", "cc", "bcc", "sender", "subject", "date", "message-id", "reply-to", "return-path"}
)
_LIKE_A_LINK = re.compile(r"[/@:]|www\.|\w\.\w{2,}", re.IGNORECASE)
_is_email = EmailValidator()


class InvalidRecipient(ValueError):
    """Not an address a message can go to. Forms check before; here it is a programming error that is stopped."""


@dataclass(frozen=True, slots=True)
class Recipient:
    address: str
    name: str = ""
    language: str = "de"


def checked(recipient: Recipient) -> Recipient:
    """The recipient with a mail address in one spelling and a name on one line; raises InvalidRecipient."""
    address = recipient.address.strip()
    local, _, domain = address.rpartition("@")
    try:
        _is_email(address)
        domain = domain.encode("idna").decode("ascii").lower()
        local.encode("ascii")
    except (ValidationError, UnicodeError) as error:
        raise InvalidRecipient("This is no mail address we can send to.") from error
    if len(address) > 254 or not address.isprintable():
        raise InvalidRecipient("This is no mail address we can send to.")
    name = clean_line(recipient.name)[:200]
    # Anybody may type somebody else's address with a "name" that is an advertisement: it must not go out under the town's.
    name = "" if _LIKE_A_LINK.search(name) else name
    return Recipient(address=f"{local}@{domain}", name=name, language=recipient.language)


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Additional header lines without line breaks and without those the channel sets."""
    for name, value in headers.items():
        if not _HEADER.fullmatch(name) or name.lower() in _OWN_HEADERS:
            raise ValueError(f"The header {name!r} cannot be set.")
        if not value.isprintable():
            raise ValueError(f"The header {name!r} contains control signs.")
    return dict(headers)
