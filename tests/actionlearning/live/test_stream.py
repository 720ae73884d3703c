"""The stream: who gets one, what it says, and when it ends."""

import asyncio
import re
import threading

import pytest
from django.conf import settings as live_settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.live.announce import announce, kick
from actionlearning.live.bus import Signal
from actionlearning.live.stream import LiveStream
from tests.actionlearning.live.rooms import (
    CODE,
    FRAME,
    Browser,
    elsewhere,
    hub_of,
    run,
    session_of,
    until,
)


def test_stream_begins_with_the_version_that_is_so(cookie, bus):
    async def scenario():
        fay = await Browser(LiveStream(bus), cookie).open()
        return fay.status, fay.retry, await fay.event()

    assert run(scenario()) == (200, b"retry: 2000\n\n", ("version", 7))


def test_stream_tells_a_newer_version(cookie, bus):
    async def scenario():
        fay = await Browser(LiveStream(bus), cookie).open()
        await fay.event()
        bus.publish(Signal(room=CODE, version=8))
        return await fay.event()

    assert run(scenario()) == ("version", 8)


def test_stream_tells_neither_an_older_version_nor_another_room(cookie, bus):
    async def scenario():
        fay = await Browser(LiveStream(bus), cookie).open()
        await fay.event()
        bus.publish(Signal(room=CODE, version=6))
        bus.publish(Signal(room="quay-room", version=9))
        bus.publish(Signal(room=CODE, version=8))
        return await fay.event(), await fay.silent()

    assert run(scenario()) == (("version", 8), True)


def test_slow_browser_gets_only_the_newest(cookie, bus):
    async def scenario():
        app = LiveStream(bus)
        fay = await Browser(app, cookie).open()
        await fay.event()
        for version in range(8, 60):
            hub_of(app).hear(Signal(room=CODE, version=version))
        return await fay.event(), await fay.silent()

    assert run(scenario()) == (("version", 59), True)


def test_announce_reaches_the_stream_on_commit_and_not_before(cookie):
    def change(version: int) -> None:
        with transaction.atomic():
            announce(CODE, version)

    async def scenario():
        fay = await Browser(LiveStream(), cookie).open()
        await fay.event()
        await elsewhere(change, 8)
        return await fay.event()

    assert run(scenario()) == ("version", 8)


def test_frames_hold_names_and_numbers_only(cookie, bus):
    async def scenario():
        app = LiveStream(bus)
        fay = await Browser(app, cookie).open()
        frames = [await fay.raw()]
        bus.publish(Signal(room=CODE, version=8))
        frames.append(await fay.raw())
        hub_of(app).linked(False)
        frames.append(await fay.raw())
        return frames

    assert all(re.fullmatch(FRAME, frame) for frame in run(scenario()))


def test_headers_are_as_strict_as_on_pages(cookie, bus, settings):
    settings.SECURE_HSTS_SECONDS = 31536000

    async def scenario():
        return (await Browser(LiveStream(bus), cookie).open()).headers

    headers = run(scenario())
    assert headers[b"content-type"] == b"text/event-stream"
    assert headers[b"cache-control"] == b"no-store"
    assert headers[b"x-accel-buffering"] == b"no"
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"same-origin"
    assert (
        b"max-age=31536000; includeSubDomains" in headers[b"strict-transport-security"]
    )
    for part in (b"object-src", b"base-uri", b"frame-ancestors"):
        assert part + b" 'none'" in headers[b"content-security-policy"]


def test_stranger_signed_out_and_no_such_room_get_the_same_answer(cookie, room, bus):
    stranger = session_of(User.objects.create_user("zoe@meadow.example"))

    async def scenario():
        app = LiveStream(bus)
        doors = [
            Browser(app, stranger),
            Browser(app),
            Browser(app, cookie, code="nowhere"),
            Browser(app, f"{live_settings.SESSION_COOKIE_NAME}=\x00" * 12),
        ]
        answers = [await door.open() for door in doors]
        heads = [(door.status, door.headers, door.retry) for door in answers]
        return heads, len(hub_of(app))

    answers, left = run(scenario())
    assert answers == [answers[0]] * 4
    assert (answers[0][0], left) == (404, 0)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"method": "POST"}, 405),
        ({"method": "HEAD"}, 405),
        ({"headers": {"host": "evil.example"}}, 400),
        ({"headers": {"host": ""}}, 400),
        ({"headers": {"sec-fetch-site": "cross-site"}}, 403),
        ({"headers": {"sec-fetch-site": "same-site"}}, 403),
        ({"headers": {"sec-fetch-site": "same-origin"}}, 200),
    ],
)
def test_stream_minds_its_manners(cookie, bus, change, status):
    async def scenario():
        return (await Browser(LiveStream(bus), cookie, **change).open()).status

    assert run(scenario()) == status


def test_person_who_was_deactivated_is_a_stranger(fay, cookie, bus):
    fay.is_active = False
    fay.save(update_fields=["is_active"])

    async def scenario():
        return (await Browser(LiveStream(bus), cookie).open()).status

    assert run(scenario()) == 404


def test_kick_ends_only_the_persons_streams(fay, cookie, room, bus):
    ben = User.objects.create_user("ben@harbour.example")
    room.guests.add(ben.pk)
    bens = session_of(ben)

    async def scenario():
        app = LiveStream(bus)
        two = [await Browser(app, cookie).open() for _ in range(2)]
        staying = await Browser(app, bens).open()
        await staying.event()
        room.guests.discard(fay.pk)
        bus.publish(Signal(room=CODE, leaver=fay.pk))
        ended = [await browser.ended() for browser in two]
        again = await Browser(app, cookie).open()
        return ended, again.status, await staying.silent(), len(hub_of(app))

    assert run(scenario()) == ([True, True], 404, True, 1)


def test_nothing_is_sent_after_a_kick(fay, cookie, bus):
    async def scenario():
        app = LiveStream(bus)
        browser = await Browser(app, cookie).open()
        await browser.event()
        hub_of(app).hear(Signal(room=CODE, version=8))
        hub_of(app).hear(Signal(room=CODE, leaver=fay.pk))
        return await browser.raw()

    assert run(scenario()) == b""


def test_kick_during_admission_lets_nobody_slip_in(fay, cookie, room, bus):
    room.pause = threading.Event()

    async def scenario():
        app = LiveStream(bus)
        door = asyncio.ensure_future(Browser(app, cookie).open())
        await until(lambda: app.hub and len(app.hub) == 1)
        hub_of(app).hear(Signal(room=CODE, leaver=fay.pk))
        room.pause.set()
        return (await door).status, len(hub_of(app))

    assert run(scenario()) == (503, 0)


def test_signing_out_ends_the_stream(fay, cookie):
    client = Client()
    client.cookies.load(cookie)

    async def scenario():
        browser = await Browser(LiveStream(), cookie).open()
        await elsewhere(client.logout)
        return await browser.ended()

    assert run(scenario()) is True
    assert Session.objects.count() == 0


def test_kick_through_announce_ends_the_stream(fay, cookie):
    async def scenario():
        browser = await Browser(LiveStream(), cookie).open()
        await elsewhere(kick, CODE, fay.pk)
        return await browser.ended()

    assert run(scenario()) is True


def test_closed_tab_leaves_nothing_behind(cookie, bus):
    async def scenario():
        app = LiveStream(bus)
        for _ in range(20):
            await (await Browser(app, cookie).open()).leave()
        return len(hub_of(app)), [t for t in asyncio.all_tasks() if "_pour" in repr(t)]

    assert run(scenario()) == (0, [])


def test_closing_ends_every_stream_and_takes_no_new_one(cookie, bus):
    async def scenario():
        app = LiveStream(bus)
        two = [await Browser(app, cookie).open() for _ in range(2)]
        hub_of(app).close()
        ended = [await browser.ended() for browser in two]
        late = await Browser(app, cookie).open()
        return ended, late.status, late.headers[b"retry-after"]

    assert run(scenario()) == ([True, True], 503, b"5")
