# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deadlines that run out. What is open gets the mark of its due day in one statement; what is late already warns nobody on the first day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Open promises only. Half of what was promised before is taken as told. What is late gets its last mark by the calendar, seven days for five
# working days; what lies beyond that already warns nobody on the first day.
FILL = """
UPDATE cases_deadline SET reached = CASE
        WHEN due_at > now() THEN 50
        WHEN due_at + make_interval(days => ceil(days * 0.7)::int) > now() THEN 100
        ELSE 150 END
WHERE met_at IS NULL;
UPDATE cases_deadline d
SET mark_at = CASE WHEN reached = 50 THEN d.due_at ELSE d.due_at + make_interval(days => ceil(d.days * 0.7)::int) END
FROM cases_clocksegment s
WHERE s.case_id = d.case_id AND s.until IS NULL AND s.running AND d.met_at IS NULL AND d.reached < 150;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_quick_counters'),
        ('cases', '0007_aftercare'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('FIRST_ANSWER', 'Erste Antwort'), ('SETTLE', 'Erledigung')], max_length=14)),
                ('percent', models.PositiveSmallIntegerField()),
                ('started_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('told', models.CharField(blank=True, choices=[('WORKER', 'wer daran arbeitet; ohne diese Person das Team'), ('LEAD', 'die Leitung der Einheit'), ('ABOVE', 'die Leitung der Einheit darüber'), ('ROLE', 'wer eine bestimmte Rolle hat')], max_length=10)),
                ('people', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='EscalationNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='EscalationStep',
            fields=[
                ('percent', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('is_active', models.BooleanField(default=True, verbose_name='in Gebrauch')),
                ('tells', models.CharField(choices=[('WORKER', 'wer daran arbeitet; ohne diese Person das Team'), ('LEAD', 'die Leitung der Einheit'), ('ABOVE', 'die Leitung der Einheit darüber'), ('ROLE', 'wer eine bestimmte Rolle hat')], max_length=10, verbose_name='Wer es erfährt')),
            ],
        ),
        migrations.AddField(
            model_name='deadline',
            name='mark_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='deadline',
            name='reached',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('mark_at__isnull', False)), fields=['mark_at', 'id'], name='cases_deadline_mark'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('met_at', None), ('reached__gt', 0)), fields=['reached', 'case'], name='cases_deadline_reached'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='escalations', to='cases.case'),
        ),
        migrations.AddField(
            model_name='escalationnotice',
            name='escalation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='cases.escalation'),
        ),
        migrations.AddField(
            model_name='escalationnotice',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='escalationstep',
            name='role',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.role'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(fields=('case', 'kind', 'percent', 'started_at'), name='cases_escalation_once'),
        ),
        migrations.AddIndex(
            model_name='escalationnotice',
            index=models.Index(condition=models.Q(('told_at', None)), fields=['user', 'id'], name='cases_notice_waiting'),
        ),
        migrations.AddConstraint(
            model_name='escalationnotice',
            constraint=models.UniqueConstraint(fields=('escalation', 'user'), name='cases_escalation_notice_once'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
