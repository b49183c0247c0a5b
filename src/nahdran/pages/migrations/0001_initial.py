# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
import nahdran.pages.blocks
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.TextField(blank=True, max_length=600, verbose_name='Einleitung')),
                ('body', wagtail.fields.StreamField([('text', 0), ('note', 3)], blank=True, block_lookup={0: ('nahdran.pages.blocks.TextBlock', (), {}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Überschrift', 'max_length': 120}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'max_length': 600, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('title', 1), ('text', 2)]], {})}, verbose_name='Inhalt')),
                ('is_demo', models.BooleanField(default=False, verbose_name='Enthält erfundene Beispiele')),
                ('is_easy', models.BooleanField(default=False, verbose_name='Leichte Sprache')),
            ],
            options={
                'verbose_name': 'Textseite',
                'verbose_name_plural': 'Textseiten',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('heading', models.CharField(max_length=80, verbose_name='Große Überschrift')),
                ('lead', models.CharField(blank=True, max_length=200, verbose_name='Satz darunter')),
                ('alert', models.CharField(blank=True, max_length=200, verbose_name='Dringender Hinweis')),
                ('news', wagtail.fields.StreamField([('news', 6)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Überschrift', 'max_length': 120}), 1: ('wagtail.blocks.DateBlock', (), {'label': 'Datum'}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Ort', 'max_length': 60, 'required': False}), 3: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'max_length': 400, 'required': False}), 4: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Seite', 'required': False}), 5: ('wagtail.blocks.BooleanBlock', (), {'label': 'Erfundenes Beispiel', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('title', 0), ('date', 1), ('place', 2), ('text', 3), ('page', 4), ('is_demo', 5)]], {})}, verbose_name='Meldungen')),
                ('cards', wagtail.fields.StreamField([('teaser', 1)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': nahdran.pages.blocks.card_choices, 'label': 'Baustein'}), 1: ('wagtail.blocks.StructBlock', [[('card', 0)]], {})}, verbose_name='Bausteine, in dieser Reihenfolge')),
                ('show_other_cards', models.BooleanField(default=True, verbose_name='Danach alle anderen Bausteine zeigen')),
                ('alert_page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='Seite zum Hinweis')),
            ],
            options={
                'verbose_name': 'Startseite',
                'verbose_name_plural': 'Startseiten',
            },
            bases=('wagtailcore.page',),
        ),
    ]
