from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """Another name for the model; the table keeps its own."""

    dependencies = [("outbox", "0005_planning_until")]

    operations = [
        migrations.AlterModelTable(name="pulse", table="outbox_pulse"),
        migrations.RenameModel(old_name="Pulse", new_name="WorkerHeartbeat"),
    ]
