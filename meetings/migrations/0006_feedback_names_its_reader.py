from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_answers_recorded_for_somebody")]

    operations = [
        migrations.RemoveConstraint(
            model_name="feedback", name="one_feedback_per_member"
        ),
        migrations.AddField(  # nobody has given any yet
            model_name="feedback",
            name="to",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="sets.membership",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.UniqueConstraint(
                fields=("meeting", "membership", "to"),
                name="one_feedback_per_member_and_facilitator",
            ),
        ),
    ]
