"""Store the record of a meeting that was run on paper.

A member's answers and actions, if another person typed them, wait for the member's
confirmation.
"""

import datetime as dt
from collections.abc import Iterable
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.action_words import as_sentence
from meetings.dates.services.schedule import materialise
from meetings.formats.queries.choice import format_of
from meetings.locking import commit_change, lock_meeting
from meetings.models import Action, Attendance, Generation, Inquiry, Issue, Meeting
from meetings.permissions import may_enter_from_paper
from meetings.room.services.phase import wrap_up
from meetings.rota.services import credit
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb

FIELDS = (
    "state",
    "is_from_paper",
    "facilitator",
    "format_name",
    "started_at",
    "ended_at",
    "review_revealed_at",
)


class Brought(TypedDict):
    """The issue that was worked on, and the three answers."""

    presenter: Membership
    sentence: str
    current_issue: str
    action_to_take: str
    action_points: str


class Promised(TypedDict):
    """One action on the sheet, with its owner."""

    owner: Membership
    cue: str
    deed: str
    expectation: str
    due_on: dt.date


def enter(
    meeting: Meeting,
    *,
    by: Membership,
    facilitator: Membership,
    came: Iterable[Membership],
    brought: Brought | None = None,
    promised: Iterable[Promised] = (),
    helped: str = "",
    differently: str = "",
) -> Meeting:
    """Store what a set wrote on paper: the meeting was held, and everybody is told.

    The turn on the rota is the named facilitator's. Raises `NotAllowedYet` before the
    meeting's time, and `Stale` if it was run in the room, cancelled, or entered already.
    """
    with transaction.atomic():
        meeting = lock_meeting(meeting, by=by)
        require(may_enter_from_paper(by, facilitator))
        _check_is_past(meeting)
        people = list(came)
        _check_own(meeting, [*people, facilitator])
        _seat(meeting, people)
        meeting.attendances.update(reason="")
        generation = _work(meeting, brought, by=by) if brought else None
        _promise(meeting, promised, brought, generation, by=by)
        if helped or differently:
            meeting.reviews.create(
                membership=by, helped=helped, differently=differently
            )
        _end(meeting, facilitator)
        credit.from_paper(meeting, facilitator)
        wrap_up(meeting)
        meeting = commit_change(meeting, log=Verb.MEETING_ENTERED, by=by, fields=FIELDS)
    # On its own, because it locks the set, which others lock before a membership.
    materialise(now(), only=meeting.learning_set)
    return meeting


def _check_is_past(meeting: Meeting) -> None:
    if meeting.is_ended:
        raise Stale(_("Somebody has already entered this meeting."))
    if not (meeting.is_scheduled or meeting.is_missed):
        raise Stale(_("This meeting already has its own record."))
    if meeting.starts_at > now():
        raise NotAllowedYet(_("This meeting is still to come."))


def _check_own(meeting: Meeting, people: Iterable[Membership]) -> None:
    own = {each.learning_set_id == meeting.learning_set_id for each in people}
    require(own == {True})


def _seat(meeting: Meeting, came: list[Membership]) -> None:
    for membership in came:
        Attendance.objects.update_or_create(
            meeting=meeting,
            membership=membership,
            defaults={"present_at": meeting.starts_at, "is_away": False},
        )


def _work(meeting: Meeting, brought: Brought, *, by: Membership) -> Generation:
    presenter = brought["presenter"]
    _check_own(meeting, [presenter])
    issue = Issue.objects.create(
        learning_set=meeting.learning_set,
        owner=presenter,
        opened_at=meeting.starts_at,
        state_at=meeting.starts_at,
    )
    generation = issue.generations.create(
        number=1, sentence=brought["sentence"], opened_at=meeting.starts_at
    )
    Inquiry.objects.create(
        meeting=meeting,
        generation=generation,
        presenter=presenter,
        current_issue=brought["current_issue"],
        action_to_take=brought["action_to_take"],
        action_points=brought["action_points"],
        recorded_by=by if by != presenter else None,
    )
    return generation


def _promise(
    meeting: Meeting,
    promised: Iterable[Promised],
    brought: Brought | None,
    generation: Generation | None,
    *,
    by: Membership,
) -> None:
    presenter = brought["presenter"] if brought else None
    for line in promised:
        _check_own(meeting, [line["owner"]])
        Action.objects.create(
            learning_set=meeting.learning_set,
            meeting=meeting,
            generation=generation if line["owner"] == presenter else None,
            recorded_by=by if by != line["owner"] else None,
            sentence=as_sentence(line["cue"], line["deed"]),
            **line,
        )


def _end(meeting: Meeting, facilitator: Membership) -> None:
    meeting.state, meeting.is_from_paper = Meeting.State.ENDED, True
    meeting.facilitator, meeting.format_name = facilitator, format_of(meeting).name
    meeting.started_at, meeting.ended_at = meeting.starts_at, meeting.ends_at
    meeting.review_revealed_at = now()
