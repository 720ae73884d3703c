"""Write the ground rules of a set, and accept them."""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.errors import Stale
from sets.locking import lock_set
from sets.log import record
from sets.models import Acceptance, Agreement, LearningSet, Membership
from sets.verbs import Verb


def default_ground_rules() -> str:
    """Return the ground rules of a new set, one to a line."""
    return "\n".join(
        [
            _("What is said here stays here, even after the set has ended."),
            _("We ask questions before we give advice."),
            _("One voice at a time; silence is welcome."),
            _("Each of us owns our issue, our actions and what is told outside."),
            _("We start and end on time, with nothing else open on the screen."),
            _("Whoever can’t come says so early, and still sends a report-back."),
            _("Not done is “not yet”: we ask what we can learn from it."),
        ]
    )


def write(
    learning_set: LearningSet, ground_rules: str, *, by: Membership | None
) -> Agreement:
    """Store a new version, accepted by its writer, and ask everybody to accept it.

    The same text again changes nothing. `by` is None for the first rules of a set: then
    everybody is asked.
    """
    with transaction.atomic():
        lock_set(learning_set, by=by)
        latest = learning_set.agreements.first()
        if latest and latest.ground_rules == ground_rules:
            return latest
        agreement = Agreement.objects.create(
            learning_set=learning_set,
            version=latest.version + 1 if latest else 1,
            ground_rules=ground_rules,
            written_by=by,
        )
        user = by.user if by else None
        record(learning_set, Verb.AGREEMENT_WRITTEN, by=user, about=agreement)
        if by:
            Acceptance.objects.create(agreement=agreement, membership=by)
    return agreement


def accept(agreement: Agreement, *, by: Membership) -> Acceptance:
    """Store that a person accepts the version that they have read.

    Raises `Stale` if a newer version was written meanwhile.
    """
    with transaction.atomic():
        lock_set(agreement.learning_set, by=by)
        if agreement.learning_set.agreements.filter(
            version__gt=agreement.version
        ).exists():
            raise Stale(_("The ground rules were changed while you were reading."))
        word, is_new = Acceptance.objects.get_or_create(
            agreement=agreement, membership=by
        )
        if is_new:
            record(
                by.learning_set, Verb.AGREEMENT_ACCEPTED, by=by.user, about=agreement
            )
    return word
