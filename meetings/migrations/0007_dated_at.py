from django.db import migrations, models
from django.db.models import F

import actionlearning.lib.clock


def since_they_were_made(apps, _schema_editor):
    """No meeting of before counts as news."""
    apps.get_model("meetings", "Meeting").objects.update(dated_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_personal_calendar")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="dated_at",
            field=models.DateTimeField(default=actionlearning.lib.clock.now),
        ),
        migrations.RunPython(since_they_were_made, migrations.RunPython.noop),
    ]
