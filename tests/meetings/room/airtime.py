"""What people do in an airtime, by first name and through the services."""

import re

from django.urls import reverse

from actionlearning.lib.clock import shared_now
from meetings.models import Slip, Turn
from meetings.room.queries.asking import Asking
from meetings.room.queries.fetch import room_view
from meetings.room.services import asking, presence, turns
from tests.meetings.room.live_meeting import LiveMeeting


def raise_hand(live_meeting: LiveMeeting, name: str) -> None:
    """Let somebody raise a hand."""
    asking.raise_hand(live_meeting.meeting, by=live_meeting.membership(name))


def hands(live_meeting: LiveMeeting) -> list[str]:
    """Return whose hands are up, in the order in which they went up."""
    by_id = {
        membership.pk: name for name, membership in live_meeting.memberships.items()
    }
    slips = live_meeting.meeting.slips.filter(kind=Slip.Kind.HAND)
    return [by_id[slip.membership_id] for slip in slips]


def give(live_meeting: LiveMeeting, name: str) -> Turn:
    """Give the floor to somebody, and return their turn."""
    fay = live_meeting.membership("fay")
    turns.give(live_meeting.meeting, by=fay, who=live_meeting.membership(name))
    return live_meeting.turn(name)


def ask(live_meeting: LiveMeeting, name: str) -> None:
    """Let somebody ask one question to its end."""
    turn = give(live_meeting, name)
    turns.finish(
        live_meeting.meeting, by=live_meeting.membership(name), turn_id=turn.pk
    )


def pass_on(live_meeting: LiveMeeting, turn: Turn | None) -> None:
    """Let Pia, who presents, leave the question of that turn unanswered."""
    seen = turn.pk if turn else None
    asking.pass_question(
        live_meeting.meeting, by=live_meeting.membership("pia"), seen=seen
    )


def drop_out(live_meeting: LiveMeeting, name: str) -> None:
    """Let somebody's page be silent for a minute, so that another page notices."""
    live_meeting.silence(name, 61)
    presence.seen(live_meeting.meeting, by=live_meeting.membership("ben"))


def page(live_meeting: LiveMeeting, name: str) -> str:
    """Return the room as somebody sees it, with single spaces."""
    url = reverse("meetings:panels", args=[live_meeting.cast.meeting.code])
    found = live_meeting.cast.client(name).get(url).content.decode()
    return " ".join(found.split())


def filled(shown: str) -> list[str]:
    """Return the labels of the filled buttons; a page has one at most."""
    return re.findall(r'<button class="btn go"[^>]*>([^<]*)<', shown)


def asking_of(live_meeting: LiveMeeting, name: str) -> Asking:
    """Return the airtime as somebody sees it."""
    return Asking(
        room_view(live_meeting.meeting, shared_now()), live_meeting.membership(name)
    )
