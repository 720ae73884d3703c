"""What one look at the room costs the database and the line, in every phase."""

import uuid
from itertools import product

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.parts import Figure
from meetings.room.queries.cache import room_cache
from meetings.room.services import action
from tests.meetings.room.live_meeting import SIX, LiveMeeting
from tests.support.cast import Cast, cast

KEPT, FETCHED, SIZE = 3, 8, 25.0  #: queries, queries, kB
PHASES = (
    *("open", "report_backs", "choose", "current_issue", "action_to_take"),
    *("action_points", "actions", "review", "close"),
)
LOOKING = ("fay", "pia", "tom")  #: who facilitates, presents, listens


def query_budget() -> list[Figure]:
    """Walk one set through its meeting and look at every phase with three pairs of eyes."""
    live_meeting = LiveMeeting(cast().sign_in()).gather()
    found = [_look(live_meeting.cast, name, "lobby") for name in LOOKING]
    for key in PHASES:
        live_meeting.go_to(key).begin_if_round()
        if key == "actions":
            _agree(live_meeting)
        found += [_look(live_meeting.cast, name, key) for name in LOOKING]
    fetched, kept, size = (max(column) for column in zip(*found, strict=True))
    return [
        Figure("queries, shared part kept", kept[0], KEPT, "", kept[1]),
        Figure("queries, shared part fetched", fetched[0], FETCHED, "", fetched[1]),
        Figure("HTML of the panels", size[0], SIZE, "kB", size[1]),
    ]


def _agree(live_meeting: LiveMeeting) -> None:
    """Let everybody agree two actions."""
    for name, number in product(SIX, range(2)):
        action.agree(
            live_meeting.meeting,
            by=live_meeting.membership(name),
            owner=live_meeting.membership(name),
            client_id=uuid.uuid4(),
            cue="When Monday’s stand-up is over",
            deed=f"I will ask both leads for half an hour, {number}",
            expectation="They say yes, but not before March.",
            due_on=live_meeting.meeting.date,
        )


def _look(of: Cast, name: str, key: str) -> tuple[tuple[float, str], ...]:
    """Return queries fetched, queries kept and kB, each with where it was."""
    where = f"{name}, {key}"
    room_cache.clear()
    fetched, _size = _ask(of, name)
    kept, size = _ask(of, name)
    return (fetched, where), (kept, where), (size / 1000, where)


def _ask(of: Cast, name: str) -> tuple[int, int]:
    browser: Client = of.client(name)
    queries = 0

    def count(execute, *statement):  # type: ignore[no-untyped-def]
        nonlocal queries
        queries += 1
        return execute(*statement)

    address = reverse("meetings:panels", args=[of.meeting.code])
    with connection.execute_wrapper(count):
        answer = browser.get(address, headers={"HX-Request": "true"})
    return queries, len(answer.content)
