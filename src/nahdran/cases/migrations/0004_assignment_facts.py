# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reason of the routing as facts, so that every reader gets it in their language. Rows that are there keep their sentence."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_search_marks")]

    operations = [
        migrations.AddField("assignment", "facts", models.JSONField(blank=True, default=dict)),
    ]
