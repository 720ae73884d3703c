"""One view of the room for all: cheap, of one version, and nothing personal in it."""

import datetime as dt
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionlearning.accounts.models import User
from actionlearning.lib.clock import at, shared_now
from meetings.formats.shipped import FORMATS
from meetings.models import Action, Meeting
from meetings.room.queries import fetch as room
from meetings.room.queries.cache import CachedRoom, RoomCache, room_cache
from meetings.room.queries.view import RoomView
from meetings.room.services import phase
from meetings.set_pages.services.leaving import end_membership
from tests.meetings.room.live_meeting import SIX, LiveMeeting
from tests.meetings.room.test_room_pages import _fill

#: Queries that a refetch may cost; two are the session and its person.
CACHED, FETCHED = 3, 8
#: Who facilitates, presents, listens, or advises.
EACH_PART = ("fay", "pia", "tom", "ada")


def _panels(live_meeting: LiveMeeting, name: str) -> str:
    address = reverse("meetings:panels", args=[live_meeting.cast.meeting.code])
    answer = live_meeting.cast.client(name).get(address, headers={"HX-Request": "true"})
    return answer.content.decode()


def _cost(live_meeting: LiveMeeting, name: str) -> int:
    live_meeting.cast.client(name)  # who signs in now
    with CaptureQueriesContext(connection) as statements:
        _panels(live_meeting, name)
    return len(statements)


def _walk(live_meeting: LiveMeeting, form: str) -> Iterator[str]:
    """Walk through a format, with a presenter in every airtime; yield where we are."""
    Meeting.objects.filter(pk=live_meeting.meeting.pk).update(format=form)
    live_meeting.gather()
    yield "lobby"
    live_meeting.start()
    presenters = iter(("pia", "max", "ben"))
    for each in (step for step in FORMATS[form].phases if step.is_walked):
        if each.is_round:
            live_meeting.begin()
        yield each.key
        if each.kind == "decide":
            for name, _slot in zip(
                presenters, range(FORMATS[form].slots), strict=False
            ):
                live_meeting.choose(name)
        if each.key != "close":
            phase.advance(
                live_meeting.meeting, by=live_meeting.membership("fay"), seen=each.key
            )


def _costs(live_meeting: LiveMeeting) -> tuple[int, set[int]]:
    """Return what the first request costs in queries, and what all the others do."""
    room_cache.clear()
    with at(shared_now()):  # or a minute might end between two
        fetched = _cost(live_meeting, "pia")
        return fetched, {_cost(live_meeting, name) for name in EACH_PART}


@pytest.mark.parametrize("form", FORMATS)
def test_a_look_costs_three_queries_or_eight(live_meeting: LiveMeeting, form: str):
    costs = {key: _costs(live_meeting) for key in _walk(live_meeting, form)}

    dear = {
        key: (fetched, kept)
        for key, (fetched, kept) in costs.items()
        if fetched > FETCHED or kept != {CACHED}
    }
    assert dear == {}
    assert len(costs) == 1 + sum(phase.is_walked for phase in FORMATS[form].phases)


@pytest.mark.at("key")
@pytest.mark.parametrize("key", ["choose", "actions", "close"])
def test_it_costs_no_more_while_the_facilitator_is_away(
    live_meeting: LiveMeeting, key: str
):
    live_meeting.go_to(key).leave("fay")
    room_cache.clear()

    assert _cost(live_meeting, "tom") <= FETCHED


@pytest.mark.parametrize("key", ["open", "choose", "action_points", "close"])
def test_a_fuller_room_costs_the_same(live_meeting: LiveMeeting, key: str):
    live_meeting.people = SIX[:3]
    live_meeting.go_to(key)
    room_cache.clear()
    few = _cost(live_meeting, "fay")
    _fill(live_meeting)

    many = _cost(live_meeting, "fay")

    assert many == few


@pytest.mark.at("open")
def test_a_change_is_seen_at_once(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    before = _panels(live_meeting, "tom")

    phase.advance(live_meeting.meeting, by=live_meeting.membership("fay"), seen="open")

    assert '<h1 class="room-issue">Report-backs</h1>' not in before
    assert '<h1 class="room-issue">Report-backs</h1>' in _panels(live_meeting, "tom")


@pytest.mark.at("report_backs")
def test_what_is_shared_knows_nobody(live_meeting: LiveMeeting):
    live_meeting.go_to("report_backs").begin()
    room_cache.clear()
    _panels(live_meeting, "fay")
    [(_stamp, cached)] = room_cache._newest.values()

    shared = " ".join(text for _second, text in cached._parts.values())

    assert "csrf" not in shared
    assert "now</h2>" not in shared
    assert len(cached._parts) >= 4


@pytest.mark.at("open")
def test_the_clock_of_a_kept_look_is_right(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    _panels(live_meeting, "fay")
    ends = live_meeting.meeting.phase_ends_at
    assert ends is not None
    begun = live_meeting.meeting.phase_started_at
    assert begun is not None
    minute = begun.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
    with at(minute):
        early = _panels(live_meeting, "fay")

    with at(minute + dt.timedelta(seconds=30)):
        late = _panels(live_meeting, "tom")

    assert f'data-now="{int(minute.timestamp() * 1000)}"' in early
    assert f'data-now="{int(minute.timestamp() * 1000) + 30_000}"' in late
    assert _shown(ends - minute) in early
    assert _shown(ends - minute - dt.timedelta(seconds=30)) in late


def _shown(left: dt.timedelta) -> str:
    seconds = -(-int(left.total_seconds() * 1000) // 1000)
    return f">{seconds // 60}:{seconds % 60:02}</b>"


@pytest.mark.at("open")
def test_who_is_removed_is_gone_for_the_others_at_once(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    before = _panels(live_meeting, "tom")

    end_membership(live_meeting.membership("ben"), by=live_meeting.membership("fay"))

    assert "<b>Ben</b>" in before
    assert "<b>Ben</b>" not in _panels(live_meeting, "tom")
    answer = live_meeting.cast.client("ben").get(
        reverse("meetings:panels", args=[live_meeting.cast.meeting.code])
    )
    assert answer.status_code == 404


@pytest.mark.at("open")
def test_a_new_name_is_shown_within_a_minute(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    _panels(live_meeting, "tom")
    User.objects.filter(pk=live_meeting.membership("ben").user_id).update(
        name="Benedict Shah"
    )

    with at(shared_now() + dt.timedelta(minutes=1)):
        page = _panels(live_meeting, "tom")

    assert "<b>Benedict</b>" in page
    assert "<b>Ben</b>" not in page


@pytest.mark.at("open")
def test_a_look_that_was_overtaken_is_not_kept(
    live_meeting: LiveMeeting, monkeypatch: pytest.MonkeyPatch
):
    live_meeting.go_to("open")
    room_cache.clear()
    fetch = room._actions

    def overtaken(meeting: Meeting, *rest: Any) -> list[Action]:
        phase.advance(
            live_meeting.meeting, by=live_meeting.membership("fay"), seen="open"
        )
        monkeypatch.setattr(room, "_actions", fetch)
        return fetch(meeting, *rest)

    monkeypatch.setattr(room, "_actions", overtaken)

    _panels(live_meeting, "tom")

    assert len(room_cache) == 0
    assert '<h1 class="room-issue">Report-backs</h1>' in _panels(live_meeting, "tom")


def _view(version: int = 1, *, seen: int = 1) -> RoomView:
    meeting = Meeting(version=version)
    return RoomView(meeting, dt.datetime.now(dt.UTC), [], seen_version=seen)


def test_of_six_at_once_one_fetches():
    cache, fetched, gate = RoomCache(), [], threading.Barrier(6)

    def fetch() -> RoomView:
        time.sleep(0.05)
        fetched.append(1)
        return _view()

    def ask(_n: int) -> CachedRoom:
        gate.wait(5)
        return cache.get("room", "en", (1, 0), fetch)

    with ThreadPoolExecutor(6) as threads:
        found = set(map(id, threads.map(ask, range(6))))

    assert (len(fetched), len(found)) == (1, 1)


def test_who_waited_in_vain_fetches_alone():
    cache, gate = RoomCache(), threading.Barrier(2)

    def fail() -> RoomView:
        gate.wait(5)
        time.sleep(0.05)
        raise OSError

    def second() -> CachedRoom:
        gate.wait(5)
        return cache.get("room", "en", (1, 0), _view)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(cache.get, "room", "en", (1, 0), fail)
        other = threads.submit(second)

        assert isinstance(first.exception(5), OSError)
        assert other.result(5).view.meeting.version == 1


@pytest.mark.parametrize(
    ("stamp", "version"),
    [((1, 7), 2), ((2, 7), 2), ((3, 7), 9), ((2, 8), 9)],
    ids=["older", "same", "newer", "next minute"],
)
def test_the_newest_view_serves_all_that_ask_for_no_newer(
    stamp: tuple[int, int], version: int
):
    cache = RoomCache()
    cache.get("room", "en", (2, 7), lambda: _view(2, seen=2))

    found = cache.get("room", "en", stamp, lambda: _view(9, seen=9))

    assert found.view.meeting.version == version


def test_a_late_view_does_not_replace_a_newer_one():
    cache = RoomCache()

    def late() -> RoomView:
        cache.get("room", "en", (2, 7), lambda: _view(2, seen=2))
        return _view(1, seen=1)

    cache.get("room", "en", (1, 7), late)

    found = cache.get("room", "en", (1, 7), _view)
    assert found.view.meeting.version == 2


def test_each_language_has_its_own_and_the_oldest_goes():
    cache = RoomCache(size=2)
    for room_name, language in (("a", "en"), ("a", "de"), ("b", "en")):
        cache.get(room_name, language, (1, 7), _view)

    found = cache.get("a", "en", (1, 7), lambda: _view(5, seen=5))

    assert (len(cache), found.view.meeting.version) == (2, 5)
