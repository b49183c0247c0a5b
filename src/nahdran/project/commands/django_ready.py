# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The database and Django for a verb that uses them itself. What is missing is said in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from nahdran.project.deployment import Deployment
from nahdran.project.postgres import UnableToStartPostgres


@contextmanager
def django_ready() -> Iterator[str]:
    """Yields the address of the database, with Django set up."""
    try:
        with Deployment().database() as url:
            import django
            from django.core.exceptions import ImproperlyConfigured
            from django.db import OperationalError, connections

            try:
                django.setup()
                try:
                    yield url
                finally:
                    connections.close_all()
            except ImproperlyConfigured as error:
                raise click.ClickException(f"Eine Einstellung fehlt oder passt nicht: {error}") from None
            except OperationalError as error:
                raise click.ClickException(f"Die Datenbank ist nicht erreichbar: {error}") from None
    except UnableToStartPostgres as error:
        raise click.ClickException(str(error)) from None
