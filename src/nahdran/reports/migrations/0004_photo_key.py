from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_tallies"),
    ]

    operations = [
        migrations.AddField(
            model_name="draftphoto",
            name="key",
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name="draftphoto",
            constraint=models.UniqueConstraint(fields=("draft", "key"), name="reports_draft_photo_key"),
        ),
    ]
