"""The reader of a set's letter: their membership, or none; and the letter after it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from actionlearning.lib.dates import weekday
from actionlearning.outbox.kinds import chat_kind
from actionlearning.outbox.letter import Letter, Say
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


def membership_ended(notice: Notice) -> Letter | None:
    """Tell somebody that their membership has ended; of the set only its name."""
    ended = get_object_or_404(
        Membership.objects.select_related("user", "learning_set"),
        pk=notice.about["membership"],
        user=notice.person,
        left_at__isnull=False,
    )
    remover = get_object_or_404(
        Membership.objects.select_related("user"),
        pk=notice.about["by"],
        learning_set=ended.learning_set,
    )
    back = Membership.current.of(ended.learning_set).filter(user=ended.user)
    if back.exists() or ended.left_at is None:
        return None
    names = {
        "set": ended.learning_set.name,
        "name": remover.name,
        "day": weekday(ended.user.local(ended.left_at)),
    }
    said = (
        _("You left %(set)s on %(day)s.")
        if remover == ended
        else _("%(name)s ended your place in %(set)s on %(day)s.")
    )
    return Letter(
        subject=_("Your place in %(set)s has ended") % names,
        parts=[
            Say(said % names),
            Say(
                _(
                    "Its pages are closed to you, and you get no more e-mails from "
                    "it. Stories that you released stay visible to its managers until "
                    "you revoke them, which you can still do."
                )
            ),
        ],
        link=reverse("reports:own_releases"),
        act=_("See my released stories"),
        why=_("You get this only once, because you had a place in %(set)s.") % names,
    )


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
