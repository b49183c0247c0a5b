from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0021_complaints'),
    ]

    operations = [
        ValidateConstraint(model_name='report', name='reports_release_known'),
    ]
