# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The English catalogues: collect the German texts of every app, keep what is translated, compile, and say what is missing.

    python -m tools.messages extract        bring all catalogues up to date with the texts
    python -m tools.messages missing        print what has no translation yet, as JSON
    python -m tools.messages fill FILE      fill in translations from such a JSON
    python -m tools.messages compile        make the binary files that Django reads
    python -m tools.messages check          fail if something is missing, doubtful or does not fit

Needs no GNU gettext: Babel reads Python, Django's own ``templatize`` turns templates into something that reads like Python.
"""

import ast
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "nahdran"
LANGUAGE = "en"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdrif]|%[sd]|\{\w*\}|%%")
STRING = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\((u?(?:{STRING.pattern})(?:, *u?(?:{STRING.pattern}))*)")
TAG = re.compile(r"</?[a-z]+")
HEADER = """\
# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
# English texts. Made by `make messages`; only the translations are written by hand."""


def app_folders(sources: Path = SOURCES) -> list[Path]:
    """The folders of Django apps; adapters are apps of their own."""
    return sorted(file.parent for file in sources.rglob("apps.py") if file.parent.name != "settings")


def catalogue_file(app: Path) -> Path:
    return app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def extracted(app: Path, others: list[Path]) -> Catalog:
    """All texts of one app, without those of apps that lie inside of it."""
    found = Catalog(locale=LANGUAGE, header_comment=HEADER, project="nahdran", version="", charset="utf-8")
    inner = [other for other in others if other != app and other.is_relative_to(app)]
    for file in sorted(app.rglob("*")):
        if (
            file.suffix not in {".py", ".html", ".txt"}
            or "migrations" in file.parts
            or any(file.is_relative_to(other) for other in inner)
        ):
            continue
        for message, context in texts_of(file):
            found.add(message, locations=[(file.relative_to(ROOT).as_posix(), 0)], context=context)
    return found


def texts_of(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Each text of a file with its context, if it has one."""
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        yield from _texts_of_template(templatize(source, origin=str(file)))
        return
    for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield message, context


def _texts_of_template(turned: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Django has turned the template into calls among blanked-out text; only the calls matter."""
    for call in CALL.finditer(turned):
        words = [ast.literal_eval(word[0]) for word in STRING.finditer(call[2])]
        context = words.pop(0) if call[1] in {"pgettext", "npgettext"} else None
        yield (tuple(words) if len(words) > 1 else words[0]), context


def stored(app: Path) -> Catalog:
    file = catalogue_file(app)
    if not file.exists():
        return Catalog(locale=LANGUAGE)
    with file.open("rb") as source:
        return read_po(source, locale=LANGUAGE)


def merged(app: Path, others: list[Path]) -> Catalog:
    """What is in the code now, with the translations there are."""
    catalogue, known = extracted(app, others), stored(app)
    for message in catalogue:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None and old.id == message.id:
            message.string, message.flags = old.string, message.flags | (old.flags & {"fuzzy"})
    return catalogue


def write(app: Path, catalogue: Catalog) -> None:
    file = catalogue_file(app)
    if not any(message.id for message in catalogue):
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    write_po(out, catalogue, width=110, omit_header=True, include_lineno=False, sort_output=True)
    head = f'{HEADER}\nmsgid ""\nmsgstr ""\n"Language: {LANGUAGE}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    file.write_text(head + out.getvalue().decode(), encoding="utf-8")


def problems(message: Message) -> list[str]:
    """What is wrong with one translation; nothing if it is right."""
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    targets = list(message.string) if isinstance(message.string, tuple) else [message.string or ""]
    if len(targets) != len(sources) or not all(targets):
        return ["is not translated"]
    found = ["is marked as fuzzy"] if "fuzzy" in message.flags else []
    for number, target in enumerate(targets):
        # The singular may do without the number; the plural may not.
        allowed = [_signs(source) for source in (sources if number == 0 else sources[1:])]
        if _signs(target) not in allowed:
            found.append(f"has other placeholders or tags in its translation {number + 1}")
    if {text[:1].isspace() or text[-1:].isspace() for text in (*sources, *targets)} == {True, False}:
        found.append("begins or ends with white space in one language only")
    return found


def _signs(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text) + TAG.findall(text))


def check() -> list[str]:
    """All problems of all catalogues, as sentences."""
    found, apps = [], app_folders()
    for app in apps:
        current = merged(app, apps)
        known = {(message.id, message.context) for message in stored(app) if message.id}
        name = app.relative_to(SOURCES)
        for message in current:
            if message.id:
                found += [f"{name}: {message.id!r} {problem}" for problem in problems(message)]
                known.discard((message.id, message.context))
        found += [
            f"{name}: {text!r} is in the catalogue but nowhere in the code (make messages)" for text, _context in known
        ]
    return found + contradictions({app.name: stored(app) for app in apps})


def contradictions(catalogues: Mapping[str, Catalog]) -> list[str]:
    """Texts that two apps translate differently. Django throws all catalogues together, so only one of them would be seen."""
    seen: dict[tuple[Any, str | None], dict[Any, str]] = {}
    for name, catalogue in catalogues.items():
        for message in catalogue:
            if message.id and message.string:
                key = tuple(message.id) if isinstance(message.id, list | tuple) else message.id
                seen.setdefault((key, message.context), {}).setdefault(message.string, name)
    return [
        f"{' and '.join(words.values())}: {text!r} has two translations; give one of them a context"
        for (text, _context), words in seen.items()
        if len(words) > 1
    ]


def missing() -> dict[str, dict[str, list[str]]]:
    """Per app the texts without a translation; a text and its context are parted by an EOT sign, as in gettext itself."""
    answer: dict[str, dict[str, list[str]]] = {}
    apps = app_folders()
    for app in apps:
        for message in merged(app, apps):
            if message.id and "is not translated" in problems(message):
                forms = [message.id] if isinstance(message.id, str) else list(message.id)
                answer.setdefault(app.relative_to(SOURCES).as_posix(), {})[_key(message)] = forms
    return answer


def _key(message: Message) -> str:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}\x04{first}" if message.context else first


def fill(file: Path) -> None:
    """Fill in translations: per app a text with its English, or a list of two for singular and plural."""
    given, apps = json.loads(file.read_text(encoding="utf-8")), app_folders()
    for app in apps:
        words = given.get(app.relative_to(SOURCES).as_posix())
        if not words:
            continue
        catalogue = merged(app, apps)
        for message in catalogue:
            if message.id and (new := words.get(_key(message))):
                forms = [new] if isinstance(new, str) else new
                message.string = forms[0] if isinstance(message.id, str) else tuple(forms)
        write(app, catalogue)


def compile_all() -> None:
    for app in app_folders():
        source = catalogue_file(app)
        if source.exists():
            with source.with_suffix(".mo").open("wb") as target:
                write_mo(target, stored(app))


def main(verb: str = "", *arguments: str) -> int:
    apps = app_folders()
    if verb == "extract":
        for app in apps:
            write(app, merged(app, apps))
        print(f"{sum(len(texts) for texts in missing().values())} texts have no translation yet.")
    elif verb == "missing":
        print(json.dumps(missing(), ensure_ascii=False, indent=1))
    elif verb == "fill" and arguments:
        fill(Path(arguments[0]))
    elif verb == "compile":
        compile_all()
    elif verb == "check":
        found = check()
        print("\n".join(found[:200]))
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
