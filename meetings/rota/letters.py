"""Letters about turns: names and dates, and never the reasons."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.outbox.kinds import MEETINGS, kind
from actionlearning.outbox.letter import Fact, Facts, Letter, Say
from actionlearning.outbox.models import Notice
from meetings.models import Swap
from meetings.rota.facts import names_of, when
from meetings.rota.queries.turns import duty_at
from sets.letters import membership_of
from sets.models import Membership


@kind(
    "swap_offered",
    gettext_lazy("Somebody asks you to facilitate in their place"),
    group=MEETINGS,
    order=8,
    about_future=True,
)
def swap_offered(notice: Notice) -> Letter | None:
    """The offer of a turn at a meeting, while the reader could still take it."""
    membership = membership_of(notice)
    swap = _swap(notice, membership)
    duty = duty_at(swap.meeting, count=2)
    if not duty or not duty.offer or duty.offer.pk != swap.pk:
        return None
    if not duty.may_take(membership):
        return None
    names = names_of(swap.meeting, membership) | {"name": swap.giver.first_name}
    if swap.asked_id:
        asks = _("%(name)s would like you to facilitate in their place.") % names
    else:
        asks = (
            _("%(name)s is looking for somebody to facilitate in their place.") % names
        )
    return Letter(
        subject=_("%(set)s on %(day)s: %(name)s is offering you a turn") % names,
        parts=[
            Say(asks),
            Facts([Fact(_("When"), when(swap.meeting, membership.user))]),
            Say(
                _("If you take it, the turn counts as yours. You don’t have to reply.")
            ),
        ],
        link=_rota(membership),
        act=_("See the offer"),
        why=_("You get this because you take turns to facilitate in %(set)s.") % names,
    )


@kind(
    "swap_accepted",
    gettext_lazy("Somebody is taking your turn"),
    group=MEETINGS,
    order=9,
    about_future=True,
)
def swap_accepted(notice: Notice) -> Letter | None:
    """The news that somebody has taken the reader's turn."""
    membership = membership_of(notice)
    swap = _swap(notice, membership)
    is_old = swap.starts_at != swap.meeting.starts_at or not swap.meeting.is_scheduled
    if swap.taker is None or is_old:
        return None
    names = names_of(swap.meeting, membership) | {"name": swap.taker.first_name}
    return Letter(
        subject=_("%(set)s on %(day)s: %(name)s is taking your turn") % names,
        parts=[
            Say(_("%(name)s will facilitate in your place.") % names),
            Facts([Fact(_("When"), when(swap.meeting, membership.user))]),
            Say(_("You keep your place on the rota.")),
        ],
        link=swap.meeting.get_absolute_url(),
        act=_("Open the meeting"),
        why=_("You get this because you offered your turn in %(set)s.") % names,
    )


@kind(
    "rota_declined",
    gettext_lazy("A member has passed on two turns in a row"),
    group=MEETINGS,
    order=10,
    about_future=True,
)
def rota_declined(notice: Notice) -> Letter | None:
    """To the coordinator alone: a member passed on their turn twice in a row."""
    membership = membership_of(notice)
    member = get_object_or_404(
        membership.learning_set.memberships.select_related("user"),
        pk=notice.about["member"],
        left_at=None,
    )
    if not (membership.is_coordinator and member.on_rota):
        return None
    names = {"set": membership.learning_set.name, "name": member.first_name}
    return Letter(
        subject=_("%(set)s: perhaps a word with %(name)s") % names,
        parts=[
            Say(
                _("%(name)s has now passed on their turn to facilitate twice.") % names
            ),
            Say(
                _(
                    "Nobody is asked why, and nobody else gets this e-mail. A quiet "
                    "word may help: they can swap a turn, help somebody first, or "
                    "step out of the rota for a while."
                )
            ),
        ],
        link=_rota(membership),
        act=_("Open the rota"),
        why=_("You get this because you coordinate %(set)s.") % names,
    )


def _swap(notice: Notice, membership: Membership) -> Swap:
    rows = Swap.objects.filter(meeting__learning_set=membership.learning_set)
    return get_object_or_404(
        rows.select_related("meeting__learning_set", "giver__user", "taker__user"),
        pk=notice.about["swap"],
    )


def _rota(membership: Membership) -> str:
    return reverse("meetings:rota", args=[membership.learning_set.code])
