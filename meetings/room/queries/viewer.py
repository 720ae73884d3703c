"""The room for one viewer: what to do now, in one sentence, and what is theirs."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionlearning.lib.dates import span
from meetings.formats.definitions import Phase
from meetings.formats.phases import after, before
from meetings.formats.wording import spoken
from meetings.models import Action, Meeting, Review, Turn
from meetings.permissions import OPEN_BEFORE, may_plan, may_steer
from meetings.room.queries.now import now_sentence
from meetings.room.queries.parts import BidLine, OwnIssue, SpeakingTurn
from meetings.room.queries.reading import own_turns
from meetings.room.queries.steps import go_label, leaves_somebody, step
from meetings.room.queries.view import RoomView
from meetings.rota.queries.turns import Duty
from sets.models import Membership

OFFERED = 6  #: own issues that the page offers to bid for, the newest


@dataclass(frozen=True)
class ViewerRoom:
    """The personal part of the room. It asks the permissions once, for the templates."""

    meeting: Meeting
    membership: Membership
    now: dt.datetime
    sentence: str
    is_facilitator: bool
    is_presenter: bool
    is_member: bool
    has_come: bool
    has_issue: bool
    is_choosing: bool
    is_asking: bool
    turn: SpeakingTurn | None = None
    following: Phase | None = None
    earlier: Phase | None = None
    own_issues: list[OwnIssue] = field(default_factory=list)
    bid: BidLine | None = None
    actions: list[Action] = field(default_factory=list)
    review: Review | None = None
    step: str = ""
    go_label: str = ""
    leaves_somebody: str = ""
    duty: Duty | None = None
    may_choose: bool = False
    is_left_open: bool = False
    may_plan: bool = False

    def new_client_id(self) -> uuid.UUID:
        """Return a new id for one form, so that two forms sent at once are two things."""
        return uuid.uuid4()

    @property
    def may_answer(self) -> bool:
        """Whether this person may write the three answers, and actions for others."""
        return self.is_facilitator or self.is_presenter

    @property
    def only_listens(self) -> bool:
        """Whether this person follows the three questions without writing."""
        return self.is_asking and not self.may_answer

    @property
    def next_label(self) -> str:
        """The label of the step to the next phase."""
        no_issue = self.is_choosing and not self.has_issue
        words = _("No issue today: %(phase)s") if no_issue else _("Next: %(phase)s")
        return _label(words, self.following)

    @property
    def back_label(self) -> str:
        """The label of the step back."""
        return _label(_("Back to: %(phase)s"), self.earlier)

    @property
    def when(self) -> str:
        """The time of the meeting, in the viewer's zone."""
        return self._when(self.meeting)

    @property
    def next_when(self) -> str:
        """The time of the meeting whose facilitator the rota proposes."""
        return self._when(self.duty.meeting) if self.duty else ""

    def _when(self, meeting: Meeting) -> str:
        zone = self.membership.user.known_zone
        return span(meeting.starts_at, meeting.ends_at, now=self.now, zone=zone)

    @property
    def planned(self) -> str:
        """The planned start, in the viewer's zone."""
        start = self.membership.user.local(self.meeting.starts_at)
        return date_format(start, _("l j F, H:i"))

    @property
    def proposes(self) -> Membership | None:
        """The member whom the rota proposes, before the set has chosen."""
        return self.duty.facilitator if self.duty else None

    @property
    def has_bar(self) -> bool:
        """Whether there is anything to press at the foot of the page."""
        return self.is_facilitator or not self.has_come or self.speaks or self.waits

    @property
    def speaks(self) -> bool:
        """Whether this person's turn is on."""
        return bool(self.turn and self.turn.turn.state == Turn.State.SPEAKING)

    @property
    def waits(self) -> bool:
        """Whether this person's turn is still to come."""
        return bool(self.turn and self.turn.is_waiting)


def viewer_room(view: RoomView, membership: Membership) -> ViewerRoom:
    """Return the room for `membership`. Pure: the view holds all of it."""
    meeting = view.meeting
    person = view.person(membership.pk)
    steers = may_steer(membership, meeting)
    turns = own_turns(view, membership.pk)
    return ViewerRoom(
        meeting=meeting,
        membership=membership,
        now=view.now,
        sentence=now_sentence(view, membership),
        is_facilitator=steers,
        is_presenter=bool(view.inquiry and view.inquiry.presenter_id == membership.pk),
        is_member=membership.is_member,
        has_come=bool(person and person.has_come),
        has_issue=view.inquiry is not None,
        is_choosing=bool(view.phase and view.phase.kind == "decide"),
        is_asking=bool(view.phase and view.phase.is_asking),
        turn=turns[0] if turns else None,
        following=_beside(view, after) if steers else None,
        earlier=_beside(view, before) if steers else None,
        own_issues=_issues(view, membership),
        bid=next((b for b in view.bids if b.bid.membership_id == membership.pk), None),
        actions=[a for a in view.actions if a.owner_id == membership.pk],
        review=next(
            (r for r in view.reviews if r.membership_id == membership.pk), None
        ),
        step=step(view) if steers else "",
        go_label=go_label(view) if steers else "",
        leaves_somebody=leaves_somebody(view) if steers else "",
        may_choose=_may_choose(view),
        is_left_open=view.is_left_open,
        may_plan=may_plan(membership, meeting),
        duty=view.duty,
    )


def _beside(view: RoomView, walk: Callable[..., Phase | None]) -> Phase | None:
    """Return the phase after or before this one, for the facilitator's buttons."""
    if view.phase is None:
        return None
    phase = walk(view.phases, view.phase.key, slots=view.slots)
    return spoken(phase) if phase else None


def _issues(view: RoomView, membership: Membership) -> list[OwnIssue]:
    """Return the newest of one's own issues that one could bid for."""
    own = (each for each in view.issues if each.owner_id == membership.pk)
    return list(islice(own, OFFERED)) if membership.is_member else []


def _may_choose(view: RoomView) -> bool:
    """Whether anybody is here besides the member whom the rota proposes."""
    proposed = view.duty.facilitator if view.duty else None
    return bool(view.here_ids - {proposed.pk if proposed else None})


def _label(sentence: str, phase: Phase | None) -> str:
    return sentence % {"phase": phase.title} if phase else ""


def due_on(view: RoomView) -> dt.date:
    """Return an action's usual due date: the next meeting, else in a week."""
    following = view.next_meeting
    return following.date if following else view.meeting.date + dt.timedelta(days=7)


def without_action(view: RoomView) -> list[str]:
    """Return the names of members here who have agreed no action yet."""
    owners = {action.owner_id for action in view.actions}
    return [person.name for person in view.here if person.pk not in owners]


def is_early(view: RoomView) -> bool:
    """Whether the room is not open yet, so that the page shows the planned time."""
    return (
        view.meeting.is_scheduled
        and view.now < view.meeting.starts_at - OPEN_BEFORE
        and not view.here
    )
