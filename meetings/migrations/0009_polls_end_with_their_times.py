from django.db import migrations
from django.db.models import F, Max


def end_with_their_times(apps, _editor):
    """Let no poll take replies after the last of its times, as the form has it now.

    The day that was stored is not read: it may be one that no clock can show.
    """
    polls = apps.get_model("meetings", "Poll").objects
    late = polls.annotate(last=Max("times__starts_at")).filter(closes_at__gt=F("last"))
    for pk, last in late.order_by().values_list("pk", "last"):
        polls.filter(pk=pk).update(closes_at=last)


class Migration(migrations.Migration):
    """Mend the polls that were opened when the form took any closing time."""

    dependencies = [("meetings", "0008_action_sentence")]

    operations = [migrations.RunPython(end_with_their_times, migrations.RunPython.noop)]
