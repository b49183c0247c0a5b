# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest: what an app tells the house about itself. The roof walks the installed manifests and names no feature."""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar

from django.apps import AppConfig, apps

from nahdran.kit.rights import Right, rights


class Capability(AppConfig):
    """Base of every app's ``apps.py``.

    ``citizen_urls`` and ``staff_urls`` are modules with ``urlpatterns``; the first are mounted at ``/``, the second under
    ``/arbeitsplatz/``. ``machine_urls`` are for other programs and stand before those for people, at ``/`` as well. ``last_urls`` stand behind
    all others and catch what nobody has claimed. ``api`` names routers (``module:attribute``) of the JSON interface and where they hang below
    ``/api/v1/``; ``api_documents`` names functions that return OpenAPI documents of interfaces besides it. ``registers`` are the modules of the app that fill registries; those that exist are imported once all models are loaded.
    """

    default_auto_field = "django.db.models.BigAutoField"
    citizen_urls: ClassVar[str | None] = None
    staff_urls: ClassVar[str | None] = None
    machine_urls: ClassVar[str | None] = None
    last_urls: ClassVar[str | None] = None
    api: ClassVar[Mapping[str, str]] = {}
    api_documents: ClassVar[tuple[str, ...]] = ()
    rights: ClassVar[tuple[Right, ...]] = ()
    registers: ClassVar[tuple[str, ...]] = ("actions", "kind", "panels", "receivers", "tasks", "checks", "demo")

    def __init_subclass__(cls, **options: object) -> None:
        """Django picks an app's manifest by this mark; without it the imported base class makes two candidates, and it takes neither."""
        super().__init_subclass__(**options)
        cls.default = True

    def ready(self) -> None:
        for right in self.rights:
            rights.register(right.key, right)
        for name in self.registers:
            module = f"{self.name}.{name}"
            if find_spec(module) is not None:
                import_module(module)


def capabilities() -> list[Capability]:
    """The installed manifests, in the order of INSTALLED_APPS."""
    return [config for config in apps.get_app_configs() if isinstance(config, Capability)]
