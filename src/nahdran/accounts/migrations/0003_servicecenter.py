# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The role of the service centre is written in one word, like the unit; only where nobody has renamed it."""

from typing import Any

from django.db import migrations


def rename(apps: Any, schema_editor: Any) -> None:
    roles = apps.get_model("accounts", "Role").objects
    if not roles.filter(name="Servicecenter").exists():
        roles.filter(key="service", is_built_in=True, name="Service-Center").update(name="Servicecenter")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_api_keys")]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
