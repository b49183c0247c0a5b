# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The running number of references: a sequence, so that nobody waits for another's transaction. A rolled-back case leaves a gap."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE cases_reference_number AS bigint START 1", "DROP SEQUENCE cases_reference_number"
        ),
    ]
