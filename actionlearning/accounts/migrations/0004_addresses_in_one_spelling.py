"""Give stored addresses the one spelling in which people sign in from now on.

An address whose new spelling belongs to another account stays as it is: two accounts of one
mailbox cannot be made one here.
"""

from django.db import migrations

from actionlearning.lib.addresses import spelled


def respell(apps, schema_editor):
    """Respell the addresses that differ from their one spelling; few do, if any."""
    using = schema_editor.connection.alias
    for app, model in (("accounts", "User"), ("account", "EmailAddress")):
        rows = apps.get_model(app, model).objects.using(using)
        for pk, email in list(rows.values_list("pk", "email")):
            address = spelled(email)
            others = rows.filter(email__iexact=address).exclude(pk=pk)
            if address != email and not others.exists():
                rows.filter(pk=pk).update(email=address)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_message_choices"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(respell, migrations.RunPython.noop)]
