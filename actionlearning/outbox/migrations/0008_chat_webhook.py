import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Another name for the model and for the field; table and column keep their own."""

    dependencies = [("outbox", "0007_bundled_in")]

    operations = [
        migrations.AlterModelTable(name="hook", table="outbox_hook"),
        migrations.RenameModel(old_name="Hook", new_name="ChatWebhook"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(
                    model_name="notice", name="a_notice_goes_one_way"
                ),
                migrations.RenameField(
                    model_name="notice", old_name="hook", new_name="webhook"
                ),
                migrations.AlterField(
                    model_name="notice",
                    name="webhook",
                    field=models.ForeignKey(
                        blank=True,
                        db_column="hook_id",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="outbox.chatwebhook",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("person", None), ("webhook", None), _connector="OR"
                        ),
                        name="a_notice_goes_one_way",
                    ),
                ),
            ],
        ),
    ]
