# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The start page has English words; where the German ones are still ours, it gets ours."""

from typing import Any

from django.db import migrations, models

# As they were laid: German, and what they are in English.
OURS = {
    "heading": ("Was liegt an?", "What is on your mind?"),
    "lead": (
        "Melden Sie, was Ihnen auffällt, und sehen Sie, was daraus wird.",
        "Tell us what you notice, and see what becomes of it.",
    ),
}


def translate(apps: Any, schema_editor: Any) -> None:
    pages = apps.get_model("pages", "HomePage").objects
    for field, (german, english) in OURS.items():
        pages.filter(**{field: german}).update(**{f"{field}_en": english})


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]

    operations = [
        migrations.AddField(
            "homepage",
            "heading_en",
            models.CharField(blank=True, max_length=80, verbose_name="Große Überschrift auf Englisch"),
        ),
        migrations.AddField(
            "homepage",
            "lead_en",
            models.CharField(blank=True, max_length=200, verbose_name="Satz darunter auf Englisch"),
        ),
        migrations.AddField(
            "homepage",
            "alert_en",
            models.CharField(blank=True, max_length=200, verbose_name="Dringender Hinweis auf Englisch"),
        ),
        migrations.RunPython(translate, migrations.RunPython.noop),
    ]
