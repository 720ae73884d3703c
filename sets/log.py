"""Write one line of a set's log."""

from django.db.models import Model

from actionlearning.accounts.models import User
from sets.models import Activity, LearningSet
from sets.verbs import Verb


def record(
    learning_set: LearningSet,
    verb: Verb,
    *,
    by: User | None,
    about: Model | None = None,
) -> Activity:
    """Log that `by` did `verb` to `about`: ids and verbs, never text."""
    return Activity.objects.create(
        learning_set=learning_set,
        actor=by,
        verb=verb,
        subject=about._meta.model_name or "" if about else "",
        subject_id=about.pk if about else None,
    )
