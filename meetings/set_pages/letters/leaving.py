"""The letter about the end of a membership, which empties the reader's calendar."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.lib.dates import weekday
from actionlearning.outbox.kinds import BOTH, SET, kind
from actionlearning.outbox.letter import Letter, Say
from actionlearning.outbox.models import Notice
from meetings.calendar.queries import to_come, without_entries
from sets.models import Membership


@kind(
    "place_ended",
    gettext_lazy("Your place in a set has ended"),
    group=SET,
    order=4,
    always=BOTH,
    reason=gettext_lazy(
        "It says who ended it, and takes the dates out of your calendar."
    ),
    cannot_wait=True,
)
def membership_ended(notice: Notice) -> Letter | None:
    """Tell who ended the membership, of the set only its name, and empty the calendar.

    Its meetings still take place for the others.
    """
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
    written = Letter(
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
    return without_entries(written, to_come(ended.learning_set), ended.user)
