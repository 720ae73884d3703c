"""The rota: the next turns with what the viewer may do, and the past facilitators."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from meetings import selectors as meetings
from meetings.models import Facilitation, Meeting
from meetings.models.facilitation import TURN
from meetings.permissions import may_facilitate
from meetings.rota.queries import turns as rota
from meetings.rota.queries.turns import Duty
from sets.models import LearningSet, Membership

HELD = 60  #: past meetings on the page
Why = Facilitation.Why


@dataclass(frozen=True)
class ViewerDuty:
    """A meeting ahead with its facilitator, and what the viewer may do about it."""

    duty: Duty
    me: Membership

    @property
    def is_mine(self) -> bool:
        """Whether it is the viewer's turn, which they may still give away."""
        mine = self.duty.facilitator == self.me and not self.duty.is_settled
        return mine and may_facilitate(self.me)

    @property
    def may_take(self) -> bool:
        """Whether the turn is offered to the viewer."""
        return may_facilitate(self.me) and self.duty.may_take(self.me)

    @property
    def asks_me(self) -> bool:
        """Whether it is offered to the viewer by name, and not to anyone."""
        return self.may_take and self.duty.asks(self.me)

    @property
    def has_declined(self) -> bool:
        """Whether the viewer said that they can't, and may change their mind."""
        return self.me.pk in self.duty.declined and not self.duty.is_settled

    @property
    def others(self) -> list[Membership]:
        """The members whom the viewer could ask to take their turn."""
        return [membership for membership in self.duty.line if membership != self.me]

    @property
    def offered(self) -> str:
        """Say to whom the turn is offered, if it is."""
        if not self.duty.offer or not self.duty.facilitator:
            return ""
        asked = next((p for p in self.duty.line if p.pk == self.duty.offer.asked), None)
        names = {
            "name": self.duty.facilitator.first_name,
            "other": asked.first_name if asked else "",
        }
        if self.is_mine:
            to_one = _("You are offering this turn to %(other)s.")
            to_all = _("You are offering this turn to anyone who can.")
        elif asked == self.me:
            to_one = to_all = _("%(name)s is offering you this turn.")
        else:
            to_one = _("%(name)s is offering this turn to %(other)s.")
            to_all = _("%(name)s is offering this turn to anyone who can.")
        return (to_one if asked else to_all) % names


@dataclass(frozen=True)
class HeldMeeting:
    """A past meeting, its facilitator, and the reason."""

    meeting: Meeting
    name: str
    why: str


@dataclass(frozen=True)
class RotaPage:
    """The whole page, for one viewer."""

    learning_set: LearningSet
    membership: Membership
    duties: list[ViewerDuty]
    out: list[Membership]
    held: list[HeldMeeting]

    @property
    def may_step(self) -> bool:
        """Whether the viewer may leave the rota, or come back."""
        return self.membership.is_member and not self.learning_set.is_closed


def rota_page(membership: Membership) -> RotaPage:
    """Return the page, in five queries at most."""
    of = membership.learning_set
    out = Membership.current.members_of(of).filter(on_rota=False)
    return RotaPage(
        learning_set=of,
        membership=membership,
        duties=[] if of.is_closed else viewer_duties(rota.ahead(of), membership),
        out=list(out.select_related("user").order_by("joined_at", "pk")),
        held=_held(of),
    )


def viewer_duties(duties: list[Duty], me: Membership) -> list[ViewerDuty]:
    """Return the duties as `me` sees them; costs nothing."""
    return [ViewerDuty(duty, me) for duty in duties]


def _held(of: LearningSet) -> list[HeldMeeting]:
    parts = Facilitation.objects.select_related("membership__user", "instead_of__user")
    rows = (
        meetings.held(of)
        .filter(facilitator__isnull=False)
        .select_related("facilitator__user")
        .prefetch_related(Prefetch("facilitations", parts))
    )
    return [_one(meeting) for meeting in rows[:HELD]]


def _one(meeting: Meeting) -> HeldMeeting:
    parts = list(meeting.facilitations.all())
    whole = next((part for part in parts if part.tenths == TURN), None)
    person = whole.membership if whole else meeting.facilitator
    names = [part.membership.first_name for part in parts if 0 < part.tenths < TURN]
    words = [_words(whole)] if whole else []
    if names:
        words.append(
            _("%(names)s for part of it.") % {"names": get_text_list(names, _("and"))}
        )
    return HeldMeeting(
        meeting, person.name if person else "", " ".join(filter(None, words))
    )


def _words(part: Facilitation) -> str:
    """Say why the role was theirs, from the stored code and id."""
    names = {"other": part.instead_of.first_name if part.instead_of else ""}
    sentences = {
        Why.TURN: _("Suggested by the rota."),
        Why.COVER: _("Covered for %(other)s."),
        Why.DECLINE: _("Covered for %(other)s."),
        Why.SWAP: _("Swapped with %(other)s."),
        Why.ROOM: _("Chosen in the room."),
        Why.STAND_IN: _("Took over from %(other)s."),
        Why.PAPER: _("Entered from paper."),
    }
    return sentences[Why(part.why)] % names
