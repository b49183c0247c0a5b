# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2

import django.core.serializers.json
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='Zeitpunkt')),
                ('action', models.CharField(max_length=80, verbose_name='Aktion')),
                ('actor_id', models.BigIntegerField(null=True, verbose_name='Konto')),
                ('actor_label', models.CharField(blank=True, max_length=200, verbose_name='Person')),
                ('object_type', models.CharField(blank=True, max_length=80, verbose_name='Art des Gegenstands')),
                ('object_id', models.CharField(blank=True, max_length=80, verbose_name='Kennung des Gegenstands')),
                ('object_label', models.CharField(blank=True, max_length=200, verbose_name='Gegenstand')),
                ('data', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='Angaben')),
                ('position', models.BigIntegerField(null=True, unique=True)),
                ('previous_hash', models.CharField(max_length=64, null=True, unique=True)),
                ('hash', models.CharField(max_length=64, null=True, unique=True)),
            ],
            options={
                'verbose_name': 'Protokolleintrag',
                'verbose_name_plural': 'Protokoll',
                'indexes': [models.Index(fields=['-at', '-id'], name='audit_entry_time'), models.Index(fields=['actor_id', '-at', '-id'], name='audit_entry_actor'), models.Index(fields=['object_type', 'object_id', '-at', '-id'], name='audit_entry_object'), models.Index(fields=['action', '-at', '-id'], name='audit_entry_action'), models.Index(condition=models.Q(('position__isnull', True)), fields=['id'], name='audit_entry_unsealed')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('hash__isnull', True), ('position__isnull', True), ('previous_hash__isnull', True)), models.Q(('hash__isnull', False), ('position__gte', 1), ('previous_hash__isnull', False)), _connector='OR'), name='audit_entry_sealed_wholly')],
            },
        ),
    ]
