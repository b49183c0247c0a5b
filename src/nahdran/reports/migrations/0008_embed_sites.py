# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Websites that may show the public map in a frame."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_situations")]

    operations = [
        migrations.CreateModel(
            name="EmbedSite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.CharField(max_length=200, unique=True)),
            ],
            options={"ordering": ["origin"]},
        ),
    ]
