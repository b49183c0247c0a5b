# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes after a closing: answers, requests to look again, hints of people, and the settings of it."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_filters_and_bulk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NotAsked",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="OpenQuestion",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="open_question",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AlterField(
            model_name="caselink",
            name="kind",
            field=models.CharField(
                choices=[
                    ("DUPLICATE", "meldet dasselbe wie"),
                    ("PART", "ist Teil von"),
                    ("RELATED", "hängt zusammen mit"),
                    ("MERGED", "zusammengeführt mit"),
                    ("SPLIT", "abgeteilt von"),
                    ("FOLLOWS", "folgt auf"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="AftercareSettings",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                (
                    "asks",
                    models.BooleanField(
                        default=True,
                        help_text="Mit zwei Links in der E-Mail zum Abschluss und auf der Statusseite.",
                        verbose_name="Fragen, ob es wirklich erledigt ist",
                    ),
                ),
                (
                    "ask_after_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 heißt: gleich in der E-Mail zum Abschluss.",
                        validators=[django.core.validators.MaxValueValidator(28)],
                        verbose_name="Diese Frage später stellen (Tage nach dem Abschluss)",
                    ),
                ),
                (
                    "reopen_days",
                    models.PositiveSmallIntegerField(
                        default=28,
                        help_text="Mindestens 14. Danach wird neu gemeldet, mit Hinweis auf den alten Vorgang.",
                        validators=[
                            django.core.validators.MinValueValidator(14),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="Um erneute Prüfung bitten (Tage nach dem Abschluss)",
                    ),
                ),
                (
                    "decide_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="Darüber entscheiden in (Werktagen)",
                    ),
                ),
                (
                    "ask_open_weeks",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Die Person wird einmal gefragt, ob es das noch gibt. 0 heißt: nie.",
                        validators=[django.core.validators.MaxValueValidator(52)],
                        verbose_name="Bei offenen Vorgängen ohne Neuigkeit nachfragen nach (Wochen)",
                    ),
                ),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="cases_one_aftercare")],
            },
        ),
        migrations.CreateModel(
            name="ClosingAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.BigIntegerField(default=0)),
                ("answered_at", models.DateTimeField()),
                ("is_settled", models.BooleanField()),
                ("score", models.PositiveSmallIntegerField(null=True)),
                ("good", models.JSONField(default=list)),
                ("bad", models.JSONField(default=list)),
                ("comment", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closing_answers", to="cases.case"
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.statuschange"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="cases_answers")],
                "constraints": [
                    models.UniqueConstraint(fields=("change", "who"), name="cases_answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(("score", None), ("score__range", (1, 5)), _connector="OR"),
                        name="cases_score_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort", models.CharField(choices=[("GONE", "ist erledigt"), ("STILL", "ist noch da")], max_length=6)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("PERSON", "meldende Person"),
                            ("PUBLIC", "öffentliche Seite"),
                            ("ASKED", "Antwort auf unsere Nachfrage"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("set_aside_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hints", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("set_aside_at", None)), fields=["case", "-at"], name="cases_hints")
                ],
            },
        ),
        migrations.CreateModel(
            name="Revisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sort",
                    models.CharField(
                        choices=[("REQUEST", "Bitte um erneute Prüfung"), ("MESSAGE", "Nachricht nach dem Abschluss")],
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NOTHING", "Es ist nichts geschehen"),
                            ("PARTLY", "Nur ein Teil ist erledigt"),
                            ("BROKEN", "Es ist wieder da"),
                            ("DISAGREE", "Ich bin mit der Entscheidung nicht einverstanden"),
                            ("OTHER", "Etwas anderes"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("REOPENED", "wieder geöffnet"),
                            ("REFUSED", "abgelehnt"),
                            ("ANSWERED", "beantwortet"),
                            ("NOTED", "zur Kenntnis genommen"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisits", to="cases.case"
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.statuschange"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="cases.message"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "asked_at"], name="cases_revisits")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)), fields=("case",), name="cases_one_open_revisit"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("sort", "REQUEST")),
                        fields=("change",),
                        name="cases_one_request_per_closing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("outcome", "")),
                            models.Q(("decided_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="cases_revisit_outcome",
                    ),
                ],
            },
        ),
    ]
