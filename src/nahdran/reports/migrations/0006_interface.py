import django.db.models.deletion
import nahdran.kit.clock
from django.db import migrations, models

# The counts of released reports do not change by this, so their trigger need not look at a million rows.
FILL = """
ALTER TABLE reports_report DISABLE TRIGGER reports_tally_update;
UPDATE reports_report SET updated_at = cases_case.changed_at FROM cases_case WHERE cases_case.id = reports_report.case_id;
ALTER TABLE reports_report ENABLE TRIGGER reports_tally_update;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_api_keys"),
        ("cases", "0001_initial"),
        ("reports", "0005_intake_protection"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="updated_at",
            field=models.DateTimeField(default=nahdran.kit.clock.now),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("release", "RELEASED")),
                fields=["updated_at", "case"],
                name="reports_public_updated",
            ),
        ),
        migrations.CreateModel(
            name="ReceivedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submission", models.CharField(max_length=64, unique=True)),
                ("fingerprint", models.CharField(max_length=64)),
                ("token", models.UUIDField(null=True, unique=True)),
                ("received_at", models.DateTimeField(default=nahdran.kit.clock.now, editable=False)),
                (
                    "api_key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.apikey"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["api_key", "fingerprint", "received_at"], name="reports_received_again"),
                    models.Index(
                        condition=models.Q(("case__isnull", False)),
                        fields=["api_key", "-case"],
                        name="reports_received_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SandboxRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submission", models.CharField(max_length=64, unique=True)),
                ("fingerprint", models.CharField(max_length=64)),
                ("lon", models.FloatField()),
                ("lat", models.FloatField()),
                ("address", models.CharField(blank=True, max_length=200)),
                ("description", models.TextField(blank=True)),
                ("answers", models.JSONField(default=dict)),
                ("is_open", models.BooleanField(default=True)),
                ("updates", models.JSONField(default=list)),
                ("token", models.UUIDField(null=True, unique=True)),
                ("requested_at", models.DateTimeField(default=nahdran.kit.clock.now)),
                ("updated_at", models.DateTimeField(default=nahdran.kit.clock.now)),
                (
                    "api_key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.apikey"
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reports.category"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-requested_at", "-id"], name="reports_sandbox_newest")],
            },
        ),
    ]
