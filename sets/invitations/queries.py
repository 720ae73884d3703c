"""Who needs no invitation into a set."""

from actionlearning.lib.addresses import spelled
from sets.models import LearningSet, Membership, SetManager


def addresses_inside(learning_set: LearningSet) -> set[str]:
    """Return the addresses of members, advisers and managers, each in its one spelling."""
    people = Membership.current.of(learning_set)
    managers = SetManager.objects.filter(learning_set=learning_set, ended_at=None)
    emails = people.values_list("user__email", flat=True).union(
        managers.values_list("user__email", flat=True)
    )
    return {spelled(email) for email in emails}
