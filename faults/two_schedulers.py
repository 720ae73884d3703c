"""Run a day of ticks with two beats and four workers; for three hours no beat runs."""

import datetime as dt
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import redis
from django.db.models import Q

from actionlearning.accounts.models import User
from actionlearning.celery import app
from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from bench.parts import Figure
from faults.clock import DONE, MINUTE, OPENED
from sets.models import Organisation, Programme
from tests.support.busy_morning import SEATS, meet
from tests.support.stack import Beat, MailSink, Worker, running

ZONES = (
    *("Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"),
    *("Africa/Cairo", "Asia/Beirut", "America/Santiago", "Africa/Casablanca"),
    *("Pacific/Chatham", "Asia/Kathmandu"),
)
BEATS, WORKERS = 2, 4
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
#: Both beats are dead from six until nine.
DIE, LIVE = 6 * HOUR, 9 * HOUR
MORNING = dt.time(7, 30)


@dataclass
class World:
    """Who meets when on that day, and which mail came to whom in which minute."""

    begins: dt.datetime
    meets: dict[str, dt.datetime]
    zones: dict[str, str]
    came: list[tuple[dt.datetime, str, str]] = field(default_factory=list)

    def expected(self, minutes: Sequence[dt.datetime]) -> set[str]:
        """Return who is to be reminded: those whose hour came before their meeting."""
        return {
            address
            for address, starts_at in self.meets.items()
            if any(self._hour(address) <= each < starts_at for each in minutes)
        }

    def day(self, at: dt.datetime, address: str) -> dt.date:
        """Return the date of an instant in the person's zone."""
        return at.astimezone(ZoneInfo(self.zones[address])).date()

    def _hour(self, address: str) -> dt.datetime:
        """Return half past seven in the person's zone, or an hour before they meet."""
        zone, starts_at = ZoneInfo(self.zones[address]), self.meets[address]
        on = starts_at.astimezone(zone).date()
        return min(dt.datetime.combine(on, MORNING, tzinfo=zone), starts_at - HOUR)


def beats(*, sets: int, step: dt.timedelta) -> list[Figure]:
    """Let a day pass in steps; count who was reminded twice, never, or too late."""
    begins = dt.datetime.combine(now().date() + 2 * DAY, dt.time(), tzinfo=dt.UTC)
    world = _world(begins, sets)
    ticks = [begins + n * step for n in range(DAY // step)]
    ticks = [each for each in ticks if not DIE < each - begins < LIVE]
    sink = MailSink().start()
    both = [Beat("tests.support.celery_minutes") for _n in range(BEATS)]
    group = [
        Worker(1, app="tests.support.celery_minutes", SMTP_URL=sink.url)
        for _n in range(WORKERS)
    ]
    began = time.monotonic()
    app.control.purge()
    with running(*group, *both):
        for at in ticks:
            if at - begins == LIVE:
                _start_again(both)
            _pass(at, world, sink)
            if at - begins == DIE:
                for beat in both:
                    beat.kill()
    sink.stop()
    took = f"{len(ticks)} minutes, {BEATS} beats, {WORKERS} workers, {time.monotonic() - began:.0f} s"
    return _judge(world, ticks, took)


def _judge(world: World, ticks: list[dt.datetime], took: str) -> list[Figure]:
    reminders = _reminded()
    expected = world.expected(ticks)
    times = Counter((who, kind, world.day(at, who)) for at, who, kind in world.came)
    back = world.begins + LIVE
    catching_up = Counter(who for at, who, _kind in world.came if at == back)
    late = [who for at, who, _kind in world.came if at >= world.meets[who]]
    return [
        Figure(
            "said twice to a person on a day",
            sum(n > 1 for n in times.values()),
            0,
            beside=took,
        ),
        Figure(
            "never reminded", len(expected - reminders), 0, beside=f"of {len(expected)}"
        ),
        Figure(
            "reminded who should not be",
            len(reminders - expected),
            0,
            beside=f"of {len(world.meets)} who meet",
        ),
        Figure(
            "mails to one person after three hours",
            max(catching_up.values(), default=0),
            1,
            beside=f"to {len(catching_up)} people",
        ),
        Figure("nobody to catch up with", int(not catching_up), 0),
        Figure(
            "came when it had no use any more",
            len(late),
            0,
            beside=f"of {len(world.came)}",
        ),
    ]


def _reminded() -> set[str]:
    """Return who was reminded of their meeting, by a morning mail or a mail of its own."""
    sent = Notice.State.SENT
    said = Notice.objects.filter(
        Q(state=sent) | Q(bundled_in__state=sent), kind="meeting_reminder"
    )
    return set(said.values_list("person__email", flat=True))


def _world(begins: dt.datetime, sets: int) -> World:
    """Make sets of people from ten zones; the sets meet one after the other all day."""
    people = User.objects.bulk_create(
        User(
            email=f"person{n}@example.org",
            name="Pia Lind",
            zone=ZONES[n % len(ZONES)],
            zone_confirmed=True,
            password="!by-code",  # noqa: S106 - nobody signs in
        )
        for n in range(sets * SEATS)
    )
    apart = DAY / sets
    starts = [
        begins + 40 * dt.timedelta(minutes=1) + (n // SEATS) * apart
        for n in range(len(people))
    ]
    programme = Programme.objects.create(
        organisation=Organisation.objects.create(name="Harbour Trust"), name="Leading"
    )
    meet(programme, people, starts)
    return World(
        begins,
        {person.email: at for person, at in zip(people, starts, strict=True)},
        {person.email: person.zone for person in people},
    )


def _pass(at: dt.datetime, world: World, sink: MailSink) -> None:
    """Open a minute, wait until each beat's tick is done, and note which mails came."""
    link = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
    before = len(sink.ids)
    link.mset({DONE: 0, MINUTE: at.isoformat(), OPENED: time.time()})
    while int(str(link.get(DONE))) < BEATS:
        time.sleep(0.005)
    link.delete(OPENED)
    link.close()
    for id_, address in zip(sink.ids[before:], sink.addresses[before:], strict=True):
        world.came.append((at, address, id_.strip("<").split(".")[0]))


def _start_again(both: list[Beat]) -> None:
    for beat in both:
        beat.start()
