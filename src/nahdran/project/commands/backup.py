# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""``nahdran backup FILE`` and ``nahdran restore FILE``."""

import os
from contextlib import ExitStack
from pathlib import Path

import click

from nahdran.project.commands.django_ready import django_ready
from nahdran.project.deployment import Deployment, UnableToServe


def _say(text: str) -> None:
    click.echo(f"  {text} ...")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database and files into FILE (.tar.zst or .tar.gz). The town may go on working meanwhile."""
    with django_ready():
        from nahdran.project.archive import container, dump, whole

        try:
            size = whole.back_up(file.resolve(), progress=_say)
        except (container.UnusableArchive, dump.UnableToDump, OSError) as error:
            raise click.ClickException(f"Die Sicherung ist gescheitert: {error}") from None
    click.echo(
        f"Gesichert: {file} ({size / 1e6:.1f} MB). Wer dieses Archiv hat, hat alle Daten der Stadt: bitte geschützt aufbewahren."
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", metavar="URL", help="Database to restore into, instead of that of this deployment.")
@click.option("--replace", is_flag=True, help="Replace what the database holds.")
def restore(file: Path, into: str | None, *, replace: bool) -> None:
    """Bring back what FILE holds, after checking every part of it."""
    with ExitStack() as stack:
        if into:
            os.environ["DATABASE_URL"] = into
        elif Deployment().is_embedded:
            try:
                stack.enter_context(Deployment().lock())
            except UnableToServe:
                raise click.ClickException(
                    "nahdran läuft noch mit diesem Datenordner. Bitte erst beenden, dann zurückspielen."
                ) from None
        stack.enter_context(django_ready())
        from nahdran.project.archive import container, dump, whole

        try:
            manifest = whole.restore(file, replace=replace, progress=_say)
        except (container.UnusableArchive, dump.UnableToDump, whole.NotEmpty, OSError) as error:
            raise click.ClickException(f"Es wurde nichts zurückgespielt: {error}") from None
        brings_key = f"data/{whole.SECRET_KEY}" in manifest.sha256 and not os.environ.get("SECRET_KEY")
        if manifest.key_check != whole.key_check() and not brings_key:
            click.echo(
                "Achtung: Der geheime Schlüssel (SECRET_KEY) ist ein anderer als bei der Sicherung. Geheime Links, Zugangscodes und zweite "
                "Faktoren gelten nur mit dem alten."
            )
    click.echo(
        f"Zurückgespielt: Stand {manifest.made_at}, Version {manifest.version}. Der nächste Start bringt die Datenbank auf diese Version."
    )
