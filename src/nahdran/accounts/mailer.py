# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How mails of the accounts leave: ``notices`` lies above and puts its outbox in here; until then Django sends at once.

A template "accounts/code" means accounts/mail/code.subject.txt, .txt and, if there is one, .html.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils.translation import override

from nahdran.kit.registry import Registry
from nahdran.kit.text import clean_line


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person. The same ``dedup_key`` twice is one mail. ``about`` names its object for the administrator."""

    address: str
    name: str
    language: str
    template: str
    dedup_key: str
    context: dict[str, Any] = field(default_factory=dict)
    about: str = ""
    # Carries a code or a link that opens something; the outbox shows it to nobody and forgets it once it has left.
    is_secret: bool = False


mailers: Registry[Callable[[Mail], None]] = Registry("account mailers")


def send(mail: Mail) -> None:
    """Hand the mail to the outbox, in the caller's transaction; without one, send it now."""
    for mailer in mailers:
        mailer(mail)
        return
    _send_now(mail)


def template_path(name: str, ending: str) -> str:
    """accounts/code -> accounts/mail/code.txt"""
    app, _, rest = name.partition("/")
    return f"{app}/mail/{rest}.{ending}"


def _send_now(mail: Mail) -> None:
    with override(mail.language):
        subject = clean_line(_plain(template_path(mail.template, "subject.txt"), mail.context))
        text = _plain(template_path(mail.template, "txt"), mail.context)
        message = EmailMultiAlternatives(subject, text, to=[mail.address])
        # A mail of text alone is fine.
        with suppress(TemplateDoesNotExist):
            message.attach_alternative(
                render_to_string(template_path(mail.template, "html"), mail.context), "text/html"
            )
    message.send()


def _plain(path: str, context: dict[str, Any]) -> str:
    """Text for a mail: names must not come out as ``&amp;``."""
    template = get_template(path).template  # type: ignore[attr-defined]
    return str(template.render(Context(context, autoescape=False)))
