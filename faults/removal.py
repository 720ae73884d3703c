"""Remove a member while they sit in a live room and type (threat-model.md#removal)."""

import asyncio
import time
import uuid
from dataclasses import dataclass
from http import HTTPStatus

from bench.http_client import Line
from faults.frames import Tap
from faults.live_room import Room
from meetings.set_pages.services.leaving import end_membership

BID = f"sentence=How+can+I+stay%3F&client_id={uuid.uuid4()}"


@dataclass(frozen=True)
class Removed:
    """After how many seconds the stream closed, and what the member could still do then."""

    seconds: float
    panels: int
    posted: int
    stored: int


async def remove(port: int, room: Room) -> Removed:
    """Let the coordinator end the last member's membership; return what the member notices."""
    gone, guest = room.memberships[-1], room.guests[-1]
    tap, line = Tap(port, room.code, guest), Line(port, guest)
    address = f"/meetings/{room.code}/room"
    status, _text = await line.ask("GET", f"{address}/panels/")
    if status != HTTPStatus.OK:
        raise RuntimeError(f"The member never came in: {status}")
    line.close()
    await tap.began.wait()
    end_membership(gone, by=room.memberships[0])
    began = time.perf_counter()
    await asyncio.wait_for(tap.ended.wait(), 10)
    seconds = time.perf_counter() - began
    line = Line(port, guest)
    panels, _text = await line.ask("GET", f"{address}/panels/")
    posted, _text = await line.ask("POST", f"{address}/bids/", BID)
    line.close()
    await tap.close()
    stored = room.meeting.bids.filter(membership=gone).count()
    return Removed(seconds, panels, posted, stored)
