"""What happens in somebody's airtime, through the services, by first names."""

import re

from django.urls import reverse

from actionlearning.lib.clock import shared_now
from meetings.models import Slip, Turn
from meetings.room.queries.asking import Asking
from meetings.room.queries.fetch import room_view
from meetings.room.services import (
    asking,
    presence,
    turns,
)
from tests.meetings.room.live_meeting import Sitting


def raise_hand(sitting: Sitting, name: str) -> None:
    """Let somebody raise a hand."""
    asking.raise_hand(sitting.meeting, by=sitting.membership(name))


def hands(sitting: Sitting) -> list[str]:
    """Return whose hands are up, in the order in which they went up."""
    by_id = {membership.pk: name for name, membership in sitting.memberships.items()}
    slips = sitting.meeting.slips.filter(kind=Slip.Kind.HAND)
    return [by_id[slip.membership_id] for slip in slips]


def give(sitting: Sitting, name: str) -> Turn:
    """Give the floor to somebody, and return their turn."""
    fay = sitting.membership("fay")
    turns.give(sitting.meeting, by=fay, who=sitting.membership(name))
    return sitting.turn(name)


def ask(sitting: Sitting, name: str) -> None:
    """Let somebody ask one question to its end."""
    turn = give(sitting, name)
    turns.finish(sitting.meeting, by=sitting.membership(name), turn_id=turn.pk)


def pass_on(sitting: Sitting, turn: Turn | None) -> None:
    """Let Pia, who presents, leave the question of that turn unanswered."""
    seen = turn.pk if turn else None
    asking.pass_question(sitting.meeting, by=sitting.membership("pia"), seen=seen)


def drop_out(sitting: Sitting, name: str) -> None:
    """Let somebody's page have been silent for a minute, and another page notice."""
    sitting.silence(name, 61)
    presence.seen(sitting.meeting, by=sitting.membership("ben"))


def page(sitting: Sitting, name: str) -> str:
    """Return the room as somebody sees it, with single spaces."""
    url = reverse("meetings:panels", args=[sitting.cast.meeting.code])
    found = sitting.cast.client(name).get(url).content.decode()
    return " ".join(found.split())


def filled(shown: str) -> list[str]:
    """Return the words on the filled buttons: there is one at most."""
    return re.findall(r'<button class="btn go"[^>]*>([^<]*)<', shown)


def asking_of(sitting: Sitting, name: str) -> Asking:
    """Return what the airtime is for somebody."""
    return Asking(room_view(sitting.meeting, shared_now()), sitting.membership(name))
