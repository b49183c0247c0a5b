# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counters of limits need not outlive a crash of the database, so nobody has to wait for the disk because of them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_servicecenter")]

    operations = [
        migrations.RunSQL("ALTER TABLE accounts_throttle SET UNLOGGED", "ALTER TABLE accounts_throttle SET LOGGED")
    ]
