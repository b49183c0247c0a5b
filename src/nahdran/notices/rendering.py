# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a template name to subject, text and HTML in the reader's language.

The template "cases/opened" means cases/mail/opened.subject.txt, opened.txt and, if there is one, opened.html (it extends shell/mail.html).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import override

from nahdran.kit.text import clean_line
from nahdran.org.queries import town

_NAME = re.compile(r"[a-z_]+/[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(*, template: str, context: Mapping[str, Any], language: str, name: str) -> Rendered:
    """Render all parts. Text parts are not escaped; the subject is always one line. A missing subject or text is an error, missing HTML is not."""
    if not _NAME.fullmatch(template):
        raise ValueError(f"{template!r} names no mail template; write <app>/<name>, such as cases/opened.")
    app, _, stem = template.partition("/")
    path = f"{app}/mail/{stem}"
    with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        values = {
            "town": town(),
            "site_url": settings.SITE_URL,
            "recipient_name": name,
            "language": language,
            **context,
        }
        subject = clean_line(_plain(f"{path}.subject.txt", values))[:400]
        text = re.sub(r"\n{3,}", "\n\n", _plain(f"{path}.txt", values)).strip() + "\n"
        return Rendered(subject=subject, text=text, html=_html(f"{path}.html", {**values, "subject": subject}))


def _plain(path: str, values: Mapping[str, Any]) -> str:
    template = get_template(path).template  # type: ignore[attr-defined]
    return str(template.render(Context(dict(values), autoescape=False)))


def _html(path: str, values: dict[str, Any]) -> str:
    try:
        template = get_template(path)
    except TemplateDoesNotExist as error:
        if path not in str(error):
            raise  # a template that this one extends or includes is missing
        return ""
    return template.render(values)
