# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new capability that already passes every check: ``make capability NAME=waste`` (and, if you like, LABEL=Abfall, its German name).

Writes manifest, model, migration, verbs, reads, two pages, English and tests from ``tools/capability``; adds one line each to the floors,
to the installed apps and to the table of rights.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.steps import ROOT

TEMPLATES = Path(__file__).parent / "capability"
FLOOR = re.compile(r'^    "(reports \|[^"]*)",$', re.MULTILINE)
ENGLISH = {
    "Einträge in @label@ anlegen": "add entries to @english@",
    "Bezeichnung": "Name",
    "Eintrag": "Entry",
    "Einträge": "Entries",
    "Eintrag in @label@ angelegt": "Entry added to @english@",
    "Diese Bezeichnung gibt es schon. Bitte wählen Sie eine andere.": "This name is taken. Please choose another one.",
    "Der Eintrag ist angelegt und für alle zu sehen.": "The entry has been added and everybody can see it.",
    "Eintrag anlegen": "Add an entry",
    "Anlegen": "Add",
    "Ältere Einträge": "Older entries",
    "Noch keine Einträge": "No entries yet",
    "Sobald die Stadt etwas einträgt, steht es hier.": "As soon as the town adds something, it will be here.",
    "@label@": "@english@",
}
RIGHTS = """
# @label@
GET  @name@:list                                   200      200      200      200      200      200
GET  @name@_staff:list                             in       403      403      403      403      200
"""


class UnableToMake(Exception):
    """The name does not do; the message says why."""


def make(name: str, label: str = "", root: Path = ROOT) -> None:
    """Write the new capability into ``root``. Nothing is written if the name does not do."""
    _check(name, root)
    words = {
        "@name@": name,
        "@Name@": name.capitalize(),
        "@label@": label or name.capitalize(),
        "@english@": name.capitalize(),
    }
    for template in sorted(TEMPLATES.rglob("*.tmpl")):
        path = _filled(template.relative_to(TEMPLATES).as_posix().removesuffix(".tmpl"), words)
        folder, _slash, rest = path.partition("/")
        target = root / ("src/nahdran" if folder == "app" else "tests") / name / rest
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled(template.read_text(encoding="utf-8"), words), encoding="utf-8")
    _add_lines(name, root, words)
    _run(root, "manage.py", "makemigrations", name, "--verbosity=0")
    _translate(name, root, words)
    _tidy(name, root)


def _check(name: str, root: Path) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9]{2,19}", name):
        raise UnableToMake(
            "The name needs 3 to 20 lower-case letters or digits and begins with a letter: make capability NAME=waste"
        )
    if (root / "src" / "nahdran" / name).exists():
        raise UnableToMake(f"There is a nahdran.{name} already.")


def _filled(text: str, words: dict[str, str]) -> str:
    for sign, word in words.items():
        text = text.replace(sign, word)
    return text


def _add_lines(name: str, root: Path, words: dict[str, str]) -> None:
    project = root / "pyproject.toml"
    project.write_text(FLOOR.sub(rf'    "\1 | {name}",', project.read_text(), count=1))
    apps = root / "src/nahdran/project/settings/apps.py"
    apps.write_text(
        apps.read_text().replace('    "nahdran.pages",\n', f'    "nahdran.pages",\n    "nahdran.{name}",\n', 1)
    )
    rights = root / "tests" / "rights_matrix.txt"
    rights.write_text(rights.read_text().rstrip("\n") + "\n" + _filled(RIGHTS, words))


def _translate(name: str, root: Path, words: dict[str, str]) -> None:
    english = {name: {_filled(german, words): _filled(text, words) for german, text in ENGLISH.items()}}
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(english, file)
        file.flush()
        _run(root, "-m", "tools.messages", "fill", file.name)
    _run(root, "-m", "tools.messages", "compile")


def _tidy(name: str, root: Path) -> None:
    """The order of imports depends on the name."""
    paths = [f"src/nahdran/{name}", f"tests/{name}"]
    _run(root, "-m", "ruff", "check", "--fix", "--quiet", *paths)
    _run(root, "-m", "ruff", "format", "--quiet", *paths)


def _run(root: Path, *arguments: str) -> None:
    """A Python program in ``root``, with the sources of ``root``."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "nahdran.project.settings.test",
        "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}",
    }
    subprocess.run([sys.executable, *arguments], cwd=root, env={**os.environ, **settings}, check=True)


def main(name: str = "") -> int:
    try:
        make(name, os.environ.get("LABEL", ""))
    except UnableToMake as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(
        f"src/nahdran/{name} and tests/{name} are there. Next: say in apps.py what people come for; then models, operations, pages."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
