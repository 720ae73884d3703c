"""The ground rules of a set, and the members who have accepted them."""

from dataclasses import dataclass

from sets.models import Acceptance, Agreement, LearningSet, Membership
from sets.permissions import may_accept_agreement, may_edit_agreement


@dataclass(frozen=True)
class AgreementPage:
    """The newest version, and the names of those who have accepted it, or not yet."""

    learning_set: LearningSet
    agreement: Agreement | None
    given: list[str]
    missing: list[str]
    asks_me: bool
    may_edit: bool


def agreement_page(membership: Membership) -> AgreementPage:
    """Return the agreement as `membership` sees it."""
    learning_set = membership.learning_set
    newest = learning_set.agreements.first()
    accepted = set(
        Acceptance.objects.filter(agreement=newest).values_list(
            "membership_id", flat=True
        )
    )
    people = Membership.current.in_order(learning_set)
    return AgreementPage(
        learning_set=learning_set,
        agreement=newest,
        given=[each.name for each in people if each.pk in accepted],
        missing=[each.name for each in people if each.pk not in accepted],
        asks_me=membership.pk not in accepted and may_accept_agreement(membership),
        may_edit=may_edit_agreement(membership),
    )


def is_asked(membership: Membership) -> bool:
    """Return whether this person has not accepted the newest ground rules yet."""
    newest = membership.learning_set.agreements.first()
    return (
        newest is not None
        and may_accept_agreement(membership)
        and not newest.acceptances.filter(membership=membership).exists()
    )
