"""The ground rules of a set, and the members who have accepted them."""

from dataclasses import dataclass

from sets.models import Acceptance, Agreement, LearningSet, Membership
from sets.permissions import may_accept_agreement, may_edit_agreement


@dataclass(frozen=True)
class Word:
    """One person, and whether they have accepted the version that is shown."""

    name: str
    accepted: bool


@dataclass(frozen=True)
class AgreementPage:
    """The newest version, and everybody's word on it."""

    learning_set: LearningSet
    agreement: Agreement | None
    words: list[Word]
    asks_me: bool
    may_edit: bool

    @property
    def missing(self) -> list[Word]:
        """The people who have not accepted it yet."""
        return [word for word in self.words if not word.accepted]

    @property
    def given(self) -> list[Word]:
        """The people who have accepted it."""
        return [word for word in self.words if word.accepted]


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
        words=[Word(each.name, each.pk in accepted) for each in people],
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
