from django.db import migrations


class Migration(migrations.Migration):
    """Another name for the model; the table keeps its own."""

    dependencies = [("outbox", "0008_chat_webhook")]

    operations = [
        migrations.AlterModelTable(name="mailbox", table="outbox_mailbox"),
        migrations.RenameModel(old_name="Mailbox", new_name="SuppressedAddress"),
    ]
