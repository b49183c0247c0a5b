# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Special rules before the table of routing, and trials of changes on past reports. Cells keep their meaning; the table of rules is tiny."""

import django.db.models.deletion
import nahdran.kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0001_initial'),
        ('places', '0002_courses'),
        ('reports', '0016_aftercare_figures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RoutingTrial',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=nahdran.kit.clock.now)),
                ('change', models.JSONField()),
                ('most', models.PositiveIntegerField()),
                ('seen', models.PositiveIntegerField(default=0)),
                ('result', models.JSONField(default=dict)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='routingrule',
            name='reports_routing_once',
        ),
        migrations.AddField(
            model_name='routingrule',
            name='area',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='routingrule',
            name='area_name',
            field=models.CharField(blank=True, max_length=80, verbose_name='Name des Gebiets'),
        ),
        migrations.AddField(
            model_name='routingrule',
            name='assignee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Person'),
        ),
        migrations.AddField(
            model_name='routingrule',
            name='channels',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='routingrule',
            name='conditions',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='routingrule',
            name='position',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='routingrule',
            constraint=models.UniqueConstraint(condition=models.Q(('position', None)), fields=('group', 'category', 'district'), name='reports_routing_cell_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='routingrule',
            constraint=models.CheckConstraint(condition=models.Q(('position__isnull', False), models.Q(('area__isnull', True), ('assignee', None), ('channels', []), ('conditions', [])), _connector='OR'), name='reports_routing_cells_are_plain'),
        ),
        migrations.AddField(
            model_name='routingtrial',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='routingtrial',
            index=models.Index(fields=['created_at'], name='reports_trial_age'),
        ),
    ]
