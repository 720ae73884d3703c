"""Play one past meeting, command by command, as its room would have received them."""

import datetime as dt

from actionlearning.lib.clock import at
from demo.played_set import PlayedSet
from demo.story import PastMeeting
from meetings.attendance.services import reply
from meetings.models import Bid, Meeting, Turn
from meetings.room.services import action, bids, inquiry, lobby, phase, review, turns
from reports.report_backs.services import report_back
from sets.models import Membership

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
QUESTIONS = ("current_issue", "action_to_take", "action_points")


def play_meeting(played: PlayedSet, number: int, past: PastMeeting) -> None:
    """Let the set meet for the `number`-th time."""
    meeting = played.meeting(number)
    start = meeting.starts_at
    _before(played, meeting, past)
    facilitator = played.memberships[past.facilitator]
    with at(start):
        for membership in _there(played, past):
            lobby.enter(meeting, by=membership)
        lobby.choose_facilitator(meeting, by=facilitator, who=facilitator)
        lobby.start(meeting, by=facilitator)
    minutes = 0
    for step in played.meeting(number).phases:
        if step["kind"] == "float":
            continue
        with at(start + minutes * MINUTE):
            _play(played, meeting, past, step["key"], facilitator)
        minutes += step["minutes"]
        with at(start + minutes * MINUTE):
            if step["key"] == "close":
                phase.close(meeting, by=facilitator, seen="close")
            else:
                phase.advance(meeting, by=facilitator, seen=step["key"])


def _before(played: PlayedSet, meeting: Meeting, past: PastMeeting) -> None:
    with at(meeting.starts_at - DAY):
        for key in played.story.members:
            answer = "cannot" if key in past.away else "coming"
            reply(meeting, by=played.memberships[key], answer=answer)
    with at(meeting.starts_at - 3 * 60 * MINUTE):
        for told in past.told:
            played.file(meeting, told)


def _there(played: PlayedSet, past: PastMeeting) -> list[Membership]:
    return [
        played.memberships[key] for key in played.story.members if key not in past.away
    ]


def _play(
    played: PlayedSet,
    meeting: Meeting,
    past: PastMeeting,
    key: str,
    facilitator: Membership,
) -> None:
    if key == "report_backs":
        _tell(meeting, facilitator)
    elif key == "introductions":
        _go_round(meeting, facilitator)
    elif key == "choose":
        _choose(played, meeting, past, facilitator)
    elif key in QUESTIONS:
        text = past.inquiry[QUESTIONS.index(key)]
        asker = played.memberships[past.bids[0].who]
        inquiry.answer(
            meeting, by=asker, question=key, text=text, seen=inquiry.fingerprint("")
        )
    elif key == "actions":
        _agree(played, meeting, past)
    elif key == "review" and past.reviews:
        for who, helped, differently in past.reviews:
            review.write(
                meeting,
                by=played.memberships[who],
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


def _choose(
    played: PlayedSet, meeting: Meeting, past: PastMeeting, facilitator: Membership
) -> None:
    for asked in past.bids:
        bids.submit(
            meeting,
            by=played.memberships[asked.who],
            sentence=asked.sentence,
            client_id=played.client_id(meeting.number, "bid", asked.who),
            issue=played.issues.get(asked.issue),
        )
    first = Bid.objects.get(
        meeting=meeting, membership=played.memberships[past.bids[0].who], state="open"
    )
    bids.choose(meeting, by=facilitator, bid_id=first.pk)
    chosen = meeting.inquiries.select_related("generation__issue").latest("pk")
    played.issues[past.issue] = chosen.generation.issue


def _agree(played: PlayedSet, meeting: Meeting, past: PastMeeting) -> None:
    for each in past.actions:
        owner = played.memberships[each.who]
        action.agree(
            meeting,
            by=owner,
            owner=owner,
            cue=each.cue,
            deed=each.deed,
            expectation=each.expectation,
            due_on=meeting.date + each.days * DAY,
            client_id=played.client_id("action", each.key),
        )
        played.actions[each.key] = owner.actions.get(
            client_id=played.client_id("action", each.key)
        )
