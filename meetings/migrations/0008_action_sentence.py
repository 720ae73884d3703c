import re

from django.db import migrations, models

#: language → the sentence of an action without a cue, and of one with it
SENTENCES = {
    "en": ("I will {deed}", "When {cue}, I will {deed}"),
    "de": ("Ich werde {deed}", "Wenn {cue}, werde ich {deed}"),
}
#: What stood on the labels, and was typed again.
CUE = re.compile(r"^(?:(?:when|wenn)\b[\s…]*)+(?=\S)", re.IGNORECASE)
DEED = re.compile(
    r"^(?:(?:i will|i’ll|i'll|ich werde|werde ich)\b[\s…]*)+(?=\S)", re.IGNORECASE
)


def say_each_once(apps, _schema_editor):
    """Store each action as one sentence, in its owner's language."""
    actions = apps.get_model("meetings", "Action").objects
    for action in actions.select_related("owner__user").iterator(500):
        language = action.owner.user.language.partition("-")[0]
        alone, after_a_cue = SENTENCES.get(language, SENTENCES["en"])
        action.cue = CUE.sub("", action.cue).rstrip(" ,;:.…")
        action.deed = DEED.sub("", action.deed)
        begins = after_a_cue if action.cue else alone
        action.sentence = begins.format(cue=action.cue, deed=action.deed)
        action.save(update_fields=["cue", "deed", "sentence"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_dated_at")]

    operations = [
        migrations.AddField(
            model_name="action",
            name="sentence",
            field=models.CharField(db_default="", max_length=600),
        ),
        migrations.RunPython(say_each_once, migrations.RunPython.noop),
    ]
