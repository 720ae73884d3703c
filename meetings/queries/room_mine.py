"""What the room is for one viewer: what to do now, in one sentence, and what is theirs."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionlearning.lib.dates import span
from meetings.formats import Phase
from meetings.models import Action, Issue, Meeting, Review, Turn
from meetings.phases import after, before
from meetings.queries import rota
from meetings.queries.room_look import RoomView
from meetings.queries.room_now import now_sentence
from meetings.queries.room_parts import Asked, InTurn
from meetings.queries.room_steps import covers, go_label, leaves_somebody, step
from meetings.queries.rota import Duty
from meetings.rules import OPEN_BEFORE, may_abandon, may_steer
from meetings.words import listen_for, prompts, spoken
from sets.models import Membership

SOFT_LIMIT = (
    3  #: actions a person agrees at one meeting before a gentle word (DESIGN §7)
)


@dataclass(frozen=True)
class OwnIssue:
    """An issue of one's own that a tap turns into a bid."""

    pk: int
    sentence: str
    is_parked: bool


@dataclass(frozen=True)
class Mine:
    """The personal part of the room. Rules are asked here once, not in templates."""

    meeting: Meeting
    place: Membership
    sentence: str
    is_facilitator: bool
    is_presenter: bool
    is_member: bool
    has_come: bool
    has_issue: bool
    is_choosing: bool
    is_asking: bool
    turn: InTurn | None = None
    following: Phase | None = None
    earlier: Phase | None = None
    prompts: list[str] = field(default_factory=list)
    listen_for: str = ""
    own_issues: list[OwnIssue] = field(default_factory=list)
    bid: Asked | None = None
    actions: list[Action] = field(default_factory=list)
    review: Review | None = None
    when: str = ""
    next_when: str = ""
    step: str = ""
    go_label: str = ""
    leaves_somebody: str = ""
    next_meeting: Meeting | None = None
    duty: Duty | None = None
    covers: str = ""
    may_choose: bool = False
    may_abandon: bool = False
    client_id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def may_answer(self) -> bool:
        """Whether this person may write the three answers."""
        return self.is_facilitator or self.is_presenter

    @property
    def only_listens(self) -> bool:
        """Whether this person follows the three questions without writing."""
        return self.is_asking and not self.may_answer

    @property
    def may_record(self) -> bool:
        """Whether this person may write actions for others."""
        return self.is_facilitator or self.is_presenter

    @property
    def next_label(self) -> str:
        """The name of the step to the next phase."""
        no_issue = self.is_choosing and not self.has_issue
        words = _("No issue today: %(phase)s") if no_issue else _("Next: %(phase)s")
        return _label(words, self.following)

    @property
    def back_label(self) -> str:
        """The name of the step back."""
        return _label(_("Back to: %(phase)s"), self.earlier)

    @property
    def planned(self) -> str:
        """When it was planned to start, where this person is."""
        start = self.place.user.local(self.meeting.starts_at)
        return date_format(start, "l j F, H:i")

    @property
    def proposes(self) -> Membership | None:
        """Whom the rota proposes, before the set has chosen."""
        return self.duty.facilitator if self.duty else None

    @property
    def has_bar(self) -> bool:
        """Whether there is anything to press at the foot of the page."""
        return (
            self.is_facilitator
            or not self.has_come
            or self.speaks
            or self.waits
            or self.may_abandon
        )

    @property
    def speaks(self) -> bool:
        """Whether this person's turn is on."""
        return bool(self.turn and self.turn.turn.state == Turn.State.SPEAKING)

    @property
    def waits(self) -> bool:
        """Whether this person's turn is still to come."""
        return bool(self.turn and self.turn.is_waiting)

    @property
    def has_enough(self) -> bool:
        """Whether one more action would be one too many to get done."""
        return len(self.actions) >= SOFT_LIMIT


def mine(view: RoomView, place: Membership) -> Mine:
    """Return what the room is for `place`, in at most four queries more."""
    meeting = view.meeting
    person = view.person(place.pk)
    steers = may_steer(place, meeting)
    shown = _Own(view, place)
    duty = shown.duty()
    return Mine(
        meeting=meeting,
        place=place,
        sentence=now_sentence(view, place),
        is_facilitator=steers,
        is_presenter=bool(view.inquiry and view.inquiry.presenter_id == place.pk),
        is_member=place.is_member,
        has_come=bool(person and person.has_come),
        has_issue=view.inquiry is not None,
        is_choosing=bool(view.phase and view.phase.kind == "decide"),
        is_asking=bool(view.phase and view.phase.is_asking),
        turn=shown.turn(),
        following=shown.beside(after),
        earlier=shown.beside(before),
        prompts=prompts(view.phase) if steers and view.phase else [],
        listen_for=listen_for(view.phase) if steers and view.phase else "",
        own_issues=shown.issues(),
        bid=next((b for b in view.bids if b.bid.membership_id == place.pk), None),
        actions=[a for a in view.actions if a.owner_id == place.pk],
        review=next((r for r in view.reviews if r.membership_id == place.pk), None),
        when=_when(meeting, place, view.now),
        step=step(view) if steers else "",
        go_label=go_label(view) if steers else "",
        leaves_somebody=leaves_somebody(view) if steers else "",
        next_meeting=shown.next_meeting(),
        duty=duty,
        next_when=_when(duty.meeting, place, view.now) if duty else "",
        covers=shown.covers(),
        may_choose=_may_choose(view, duty),
        may_abandon=meeting.is_live and may_abandon(place, meeting, view.now),
    )


@dataclass(frozen=True)
class _Own:
    """The parts that need a query, each asked only in the phase that shows it."""

    view: RoomView
    place: Membership

    def turn(self) -> InTurn | None:
        own = (t for t in self.view.order if t.person.pk == self.place.pk)
        return next(own, None)

    def beside(self, walk: Callable[..., Phase | None]) -> Phase | None:
        """Return the phase after or before this one, as the facilitator's buttons say."""
        if self.view.phase is None or not may_steer(self.place, self.view.meeting):
            return None
        phase = walk(
            self.view.phases,
            self.view.phase.key,
            slots=self.view.slots,
        )
        return spoken(phase) if phase else None

    def issues(self) -> list[OwnIssue]:
        """Return own open and parked issues, each as its last generation words it."""
        if not self._is_in("decide") or not self.place.is_member:
            return []
        if not self.view.has_airtime:
            return []
        issues = (
            Issue.objects.filter(owner=self.place)
            .exclude(state=Issue.State.CLOSED)
            .prefetch_related("generations")
            .order_by("-opened_at")
        )
        return [
            OwnIssue(
                pk=issue.pk,
                sentence=max(issue.generations.all(), key=lambda g: g.number).sentence,
                is_parked=issue.state == Issue.State.PARKED,
            )
            for issue in issues
        ]

    def next_meeting(self) -> Meeting | None:
        """Return the meeting after this one, where actions get their date."""
        if self.view.phase is None or not self.view.phase.makes_actions:
            return None
        return following_meeting(self.view.meeting)

    def duty(self) -> Duty | None:
        """Return the rota's proposal: for this meeting before it, for the next at its end."""
        if self.view.meeting.is_live and not self._is_in("close"):
            return None
        duties = rota.ahead(self.view.meeting.learning_set, count=2)
        wants_this = self.view.meeting.is_scheduled
        return next(
            (d for d in duties if (d.meeting == self.view.meeting) == wants_this), None
        )

    def covers(self) -> str:
        """Say who may take over first while the facilitator is away."""
        chair = self.view.facilitator
        if not self.view.meeting.is_live or chair is None or chair.is_here:
            return ""
        duties = rota.ahead(self.view.meeting.learning_set, count=1)
        return covers(self.view, self.place, duties[0].stand_in if duties else None)

    def _is_in(self, *kinds: str) -> bool:
        return self.view.phase is not None and self.view.phase.kind in kinds


def _may_choose(view: RoomView, duty: Duty | None) -> bool:
    """Whether anybody is here whom the rota does not propose."""
    proposed = duty.facilitator if duty else None
    return bool(view.here_ids - {proposed.pk if proposed else None})


def _label(sentence: str, phase: Phase | None) -> str:
    return sentence % {"phase": phase.title} if phase else ""


def _when(meeting: Meeting, place: Membership, now: dt.datetime) -> str:
    zone = place.user.known_zone
    return span(meeting.starts_at, meeting.ends_at, now=now, zone=zone)


def following_meeting(meeting: Meeting) -> Meeting | None:
    """Return the set's next meeting after this one."""
    return (
        Meeting.objects.filter(
            learning_set_id=meeting.learning_set_id,
            state=Meeting.State.SCHEDULED,
            starts_at__gt=meeting.starts_at,
        )
        .order_by("starts_at", "pk")
        .first()
    )


def due_on(meeting: Meeting, following: Meeting | None) -> dt.date:
    """Return when an action is due unless its owner says otherwise: the next meeting."""
    return following.date if following else meeting.date + dt.timedelta(days=7)


def without_action(view: RoomView) -> list[str]:
    """Return the members who are here and have agreed no action yet."""
    owners = {action.owner_id for action in view.actions}
    return [person.name for person in view.here if person.pk not in owners]


def is_early(view: RoomView) -> bool:
    """Whether the room is not open yet, so that the page names the planned time."""
    return (
        view.meeting.is_scheduled
        and view.now < view.meeting.starts_at - OPEN_BEFORE
        and not view.here
    )
