# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The English catalogue without GNU gettext: extract, compile and check, with Babel and Django's own template reader.

python tools/messages.py extract    write src/nahdran/<app>/locale/en/LC_MESSAGES/django.po, keeping what is translated
python tools/messages.py compile    write the .mo files (part of every set-up; they are not in the repository)
python tools/messages.py check      fail on what is missing, fuzzy, out of date or has other placeholders
python tools/messages.py missing    print what has no translation yet, as JSON
python tools/messages.py fill FILE  take translations from a JSON file: {app: {german: english or [singular, plural]}}
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "nahdran"
KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
STRING = r'u?(?:"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\')'
CALL = re.compile(
    rf"\b(gettext|ngettext|pgettext|npgettext|_)\(\s*({STRING}(?:\s*,\s*(?:{STRING}|[\w.]+))*)\s*\)", re.DOTALL
)
HEADER = "# SPDX-FileCopyrightText: nahdran contributors\n# SPDX-License-Identifier: EUPL-1.2\n#\n# English for PROJECT. Made by tools/messages.py; edit the translations only."
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

if not settings.configured:
    settings.configure(USE_I18N=True)


def apps() -> list[Path]:
    return sorted(path.parent for path in SOURCE.glob("*/apps.py"))


def catalogue_path(app: Path) -> Path:
    return app / "locale" / "en" / "LC_MESSAGES" / "django.po"


def strings_of(app: Path) -> Iterator[tuple[Path, int, object, str | None]]:
    """Every marked string of an app: where it stands, the string or the pair of singular and plural, and its context."""
    files = [
        *sorted(app.rglob("*.py")),
        *sorted(app.glob("templates/**/*.html")),
        *sorted(app.glob("templates/**/*.txt")),
    ]
    for file in files:
        if "migrations" in file.parts:
            continue
        text = file.read_text(encoding="utf-8")
        code = text if file.suffix == ".py" else calls_only(templatize(text, origin=str(file)))
        for line, message, _comments, context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
            yield file, line, message, context


def calls_only(text: str) -> str:
    """Django writes a template as text with Python calls in it; only the calls are Python."""
    return "\n".join(f"{found[1]}({found[2]})" for found in CALL.finditer(text))


def fresh(app: Path) -> Catalog:
    """What the sources say today."""
    catalogue = Catalog(locale="en", project="nahdran", charset="utf-8", header_comment=HEADER)
    for file, _line, message, context in strings_of(app):
        if isinstance(message, tuple):
            message = message[:2]
        if message and message != ("", ""):
            catalogue.add(message, locations=[(str(file.relative_to(ROOT)), None)], context=context)  # type: ignore[list-item]
    return catalogue


def stored(app: Path) -> Catalog:
    path = catalogue_path(app)
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def updated(app: Path) -> Catalog:
    """Today's strings with the translations that are there; nothing is guessed, nothing old is kept."""
    catalogue, old = fresh(app), stored(app)
    for message in messages(catalogue):
        known = old.get(message.id, context=message.context)  # type: ignore[arg-type]
        if known is not None and not known.fuzzy:
            message.string = known.string
    return catalogue


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def write(app: Path, catalogue: Catalog) -> None:
    path = catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)
    # No date in the file, so that extracting twice gives the same bytes.
    text = re.sub(
        r'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Generated-By)[^\n]*\n',
        "",
        path.read_text(encoding="utf-8"),
    )
    path.write_text(text, encoding="utf-8")


def extract_all() -> int:
    for app in apps():
        catalogue = updated(app)
        if messages(catalogue):
            write(app, catalogue)
    return 0


def compile_all() -> int:
    for app in apps():
        if catalogue_path(app).exists():
            with catalogue_path(app).with_suffix(".mo").open("wb") as file:
                write_mo(file, stored(app))
    return 0


def problems() -> Iterator[str]:
    """Everything that would show German on an English page, or break one."""
    for app in apps():
        today, old = fresh(app), stored(app)
        for message in messages(today):
            known = old.get(message.id, context=message.context)  # type: ignore[arg-type]
            name = f"{app.name}: {message.id!r}"
            if known is None or not is_translated(known):
                yield f"{name} has no English"
            elif known.fuzzy:
                yield f"{name} is fuzzy"
            else:
                yield from (f"{name}: {complaint}" for complaint in placeholder_complaints(known))
        for message in messages(old):
            if today.get(message.id, context=message.context) is None:  # type: ignore[arg-type]
                yield f"{app.name}: {message.id!r} stands in the catalogue but no longer in the source"


def placeholder_complaints(message: Message) -> Iterator[str]:
    sources = message.id if isinstance(message.id, tuple) else (message.id,)
    targets = message.string if isinstance(message.string, tuple) else (message.string,)
    wanted = set(PLACEHOLDER.findall(sources[-1]))
    found = set(PLACEHOLDER.findall(targets[-1]))
    if wanted != found:
        yield f"placeholders differ: {sorted(wanted)} and {sorted(found)}"


def check_all() -> int:
    found = list(problems())
    for line in found:
        print(line)
    print(f"{len(found)} problems in the English catalogue." if found else "The English catalogue is complete.")
    return 1 if found else 0


def missing() -> int:
    open_strings = {app.name: [m.id for m in messages(updated(app)) if not is_translated(m)] for app in apps()}
    print(json.dumps({name: ids for name, ids in open_strings.items() if ids}, ensure_ascii=False, indent=1))
    return 0


def fill(path: str) -> int:
    given = json.loads(Path(path).read_text(encoding="utf-8"))
    for app in apps():
        catalogue = updated(app)
        for message in messages(catalogue):
            source = message.id[0] if isinstance(message.id, tuple) else message.id
            english = given.get(app.name, {}).get(source)
            if english and not is_translated(message):
                message.string = tuple(english) if isinstance(english, list) else english
        if messages(catalogue):
            write(app, catalogue)
    return 0


if __name__ == "__main__":
    commands = {"extract": extract_all, "compile": compile_all, "check": check_all, "missing": missing}
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name == "fill" and len(sys.argv) == 3:
        sys.exit(fill(sys.argv[2]))
    if name not in commands:
        sys.exit(__doc__)
    sys.exit(commands[name]())
