from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0004_channels")]

    operations = [
        migrations.AddField(
            model_name="pulse",
            name="planning_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
