"""The reader of a set's letter: their membership, or none; and the test of a channel."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from actionlearning.outbox.kinds import chat_kind
from actionlearning.outbox.models import Notice
from sets.access import manager_or_404, membership_or_404
from sets.models import LearningSet, Membership, SetManager


def membership_of(notice: Notice) -> Membership:
    """Return the reader's current membership in the notice's set, or 404."""
    if notice.person is None:
        raise Http404
    return membership_or_404(notice.person, notice.set_code)


def manager_of(notice: Notice) -> SetManager:
    """Return the reader's current appointment as manager of the notice's set, or 404."""
    if notice.person is None:
        raise Http404
    return manager_or_404(notice.person, notice.set_code)


def person_of(notice: Notice, membership: Membership, name: str = "by") -> Membership:
    """Return the member whom a notice names as `name`, even one who left, or 404."""
    people = membership.learning_set.memberships.select_related("user")
    return get_object_or_404(people, pk=notice.about[name])


@chat_kind("chat_test")
def chat_test(notice: Notice) -> list[str]:
    """Tell a new channel which set it is connected to, and what it will be told."""
    of = get_object_or_404(LearningSet, code=notice.set_code)
    return [
        _("%(set)s posts its dates here.") % {"set": of.name},
        _(
            "This is a test. You will see days, times and places here, and nothing "
            "else."
        ),
    ]
