# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command ``nahdran``. Each verb lives in ``commands/``; Django's own commands are behind ``nahdran manage``."""

import click

from nahdran.project.commands.backup import backup, restore
from nahdran.project.commands.doctor import doctor
from nahdran.project.commands.serve import serve
from nahdran.project.commands.town import (
    apikey,
    audit,
    createstaff,
    demo,
    import_assets,
    import_osm,
    import_reports,
    manage,
    worker,
)


@click.group()
@click.version_option(package_name=None, version=__import__("nahdran").__version__)
def cli() -> None:
    """nahdran, the digital town hall. Settings come from the environment (docs/operating.md)."""


for verb in (
    serve,
    worker,
    demo,
    import_osm,
    import_assets,
    import_reports,
    doctor,
    backup,
    restore,
    createstaff,
    apikey,
    audit,
    manage,
):
    cli.add_command(verb)


def main() -> int:
    cli(prog_name="nahdran")
    return 0


if __name__ == "__main__":
    main()
