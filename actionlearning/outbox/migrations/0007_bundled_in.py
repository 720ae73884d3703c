import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Another name for the field; the column and its index stay as they are."""

    dependencies = [("outbox", "0006_worker_heartbeat")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex(
                    model_name="notice", name="notices_in_a_morning"
                ),
                migrations.RenameField(
                    model_name="notice", old_name="carried_by", new_name="bundled_in"
                ),
                migrations.AlterField(
                    model_name="notice",
                    name="bundled_in",
                    field=models.ForeignKey(
                        blank=True,
                        db_column="carried_by_id",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bundled",
                        to="outbox.notice",
                    ),
                ),
                migrations.AddIndex(
                    model_name="notice",
                    index=models.Index(
                        condition=models.Q(("state", "folded")),
                        fields=["bundled_in"],
                        name="notices_in_a_morning",
                    ),
                ),
            ],
        ),
    ]
