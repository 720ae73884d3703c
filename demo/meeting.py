"""Play one past meeting, command by command, as its room would have received them."""

import datetime as dt

from actionlearning.lib.clock import at
from demo.stage import Stage
from demo.story import Sat
from meetings.attendance.services import reply
from meetings.models import Bid, Meeting, Turn
from meetings.room.services import (
    action,
    bids,
    inquiry,
    lobby,
    phase,
    review,
    turns,
)
from reports.report_backs.services import report_back
from sets.models import Membership

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
QUESTIONS = ("current_issue", "action_to_take", "action_points")


def sit(stage: Stage, number: int, sat: Sat) -> None:
    """Let the set meet for the `number`-th time."""
    meeting = stage.meeting(number)
    start = meeting.starts_at
    _before(stage, meeting, sat)
    facilitator = stage.memberships[sat.facilitator]
    with at(start):
        for membership in _there(stage, sat):
            lobby.enter(meeting, by=membership)
        lobby.choose_facilitator(meeting, by=facilitator, who=facilitator)
        lobby.start(meeting, by=facilitator)
    minutes = 0
    for step in stage.meeting(number).phases:
        if step["kind"] == "float":
            continue
        with at(start + minutes * MINUTE):
            _play(stage, meeting, sat, step["key"], facilitator)
        minutes += step["minutes"]
        with at(start + minutes * MINUTE):
            if step["key"] == "close":
                phase.close(meeting, by=facilitator, seen="close")
            else:
                phase.advance(meeting, by=facilitator, seen=step["key"])


def _before(stage: Stage, meeting: Meeting, sat: Sat) -> None:
    with at(meeting.starts_at - DAY):
        for key in stage.life.members:
            answer = "cannot" if key in sat.away else "coming"
            reply(meeting, by=stage.memberships[key], answer=answer)
    with at(meeting.starts_at - 3 * 60 * MINUTE):
        for told in sat.told:
            stage.file(meeting, told)


def _there(stage: Stage, sat: Sat) -> list[Membership]:
    return [stage.memberships[key] for key in stage.life.members if key not in sat.away]


def _play(
    stage: Stage, meeting: Meeting, sat: Sat, key: str, facilitator: Membership
) -> None:
    if key == "report_backs":
        _tell(meeting, facilitator)
    elif key == "introductions":
        _go_round(meeting, facilitator)
    elif key == "choose":
        _choose(stage, meeting, sat, facilitator)
    elif key in QUESTIONS:
        text = sat.inquiry[QUESTIONS.index(key)]
        asker = stage.memberships[sat.bids[0].who]
        inquiry.answer(
            meeting, by=asker, question=key, text=text, seen=inquiry.fingerprint("")
        )
    elif key == "actions":
        _agree(stage, meeting, sat)
    elif key == "review" and sat.reviews:
        for who, helped, differently in sat.reviews:
            review.write(
                meeting,
                by=stage.memberships[who],
                helped=helped,
                differently=differently,
            )
        review.reveal(meeting, by=facilitator)


def _tell(meeting: Meeting, facilitator: Membership) -> None:
    """Let everybody in the round speak, one after the other."""
    turns.begin(meeting, by=facilitator)
    for _everyone in range(meeting.turns.filter(phase="report_backs").count()):
        turn = meeting.turns.select_related("membership__user").get(
            phase="report_backs", state=Turn.State.SPEAKING
        )
        report_back.give(meeting, by=facilitator, who=turn.membership)
        turns.finish(meeting, by=facilitator, turn_id=turn.pk)


def _go_round(meeting: Meeting, facilitator: Membership) -> None:
    """Let everybody speak, one after the other."""
    turns.begin(meeting, by=facilitator)
    while turn := meeting.turns.filter(state=Turn.State.SPEAKING).first():
        turns.finish(meeting, by=facilitator, turn_id=turn.pk)


def _choose(stage: Stage, meeting: Meeting, sat: Sat, facilitator: Membership) -> None:
    for asked in sat.bids:
        bids.submit(
            meeting,
            by=stage.memberships[asked.who],
            sentence=asked.sentence,
            client_id=stage.client_id(meeting.number, "bid", asked.who),
            issue=stage.issues.get(asked.issue),
        )
    first = Bid.objects.get(
        meeting=meeting, membership=stage.memberships[sat.bids[0].who], state="open"
    )
    bids.choose(meeting, by=facilitator, bid_id=first.pk)
    chosen = meeting.inquiries.select_related("generation__issue").latest("pk")
    stage.issues[sat.issue] = chosen.generation.issue


def _agree(stage: Stage, meeting: Meeting, sat: Sat) -> None:
    for each in sat.actions:
        owner = stage.memberships[each.who]
        action.agree(
            meeting,
            by=owner,
            owner=owner,
            cue=each.cue,
            deed=each.deed,
            expectation=each.expectation,
            due_on=meeting.date + each.days * DAY,
            client_id=stage.client_id("action", each.key),
        )
        stage.actions[each.key] = owner.actions.get(
            client_id=stage.client_id("action", each.key)
        )
