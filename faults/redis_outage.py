"""Flush, restart and stop Redis while mail is due and people are signed in."""

import datetime as dt
import time
from collections.abc import Callable
from urllib.error import URLError
from urllib.request import Request, urlopen

import redis
from django.conf import settings
from django.db.models import F, QuerySet
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.email import message_id
from actionlearning.outbox.models import Notice, WorkerHeartbeat
from bench.parts import Figure
from tests.support.busy_morning import busy_morning, mails
from tests.support.services import Redis
from tests.support.stack import Beat, MailSink, Web, Worker, running, wait_until

WORKERS, CHILDREN = 2, 2
LONGEST = 90.0  #: seconds until workers take work from Redis again
PATIENCE = 300
LATER = dt.timedelta(minutes=30)
SECOND = dt.timedelta(seconds=1)


class RedisOutage:
    """A small installation with a Redis of its own, and what happened there."""

    def __init__(self, reminders: int, *, over: float, app: str) -> None:
        self.redis, self.sink = Redis().start(), MailSink().start()
        url = self.redis.url
        self.group = [
            Worker(CHILDREN, app=app, SMTP_URL=self.sink.url, REDIS_URL=url)
            for _n in range(WORKERS)
        ]
        self.beat, self.web = (
            Beat("tests.support.fast_beat", REDIS_URL=url),
            Web(REDIS_URL=url),
        )
        busy_morning(reminders)
        # The other half becomes due while Redis is away.
        every = mails().order_by("pk")
        self.first = list(every.values_list("pk", flat=True)[: reminders // 2])
        every.update(due_at=now() + LATER)
        self._due(every.filter(pk__in=self.first), over)
        self.expected = {message_id(notice) for notice in mails()}
        self.resumed: list[float] = []
        self.asked = self.turned_away = 0
        browser = Client()
        browser.force_login(User.objects.earliest("pk"))
        self.session = browser.cookies[settings.SESSION_COOKIE_NAME].value

    def go(self, *, flushes: int, restarts: int, stopped: float) -> list[Figure]:
        """Break Redis in each way; return what was lost."""
        with running(*self.group, self.beat, self.web):
            self._until_woken(now())
            link = redis.Redis.from_url(self.redis.url)
            for _n in range(flushes):
                link.flushall()
                self._look()
                time.sleep(0.1)
            link.close()
            for _n in range(restarts):
                self.redis.kill()
                self._look()
                self._back()
            sent_alone = self._stop(stopped)
            waits = mails().filter(state__in=["waiting", "sending"])
            wait_until(lambda: not waits.exists(), PATIENCE)
            self._look()
        self.sink.stop()
        self.redis.stop()
        lost = len(self.expected - set(self.sink.ids))
        twice = len(self.sink.ids) - len(set(self.sink.ids))
        return [
            Figure("reminders lost", lost, 0, beside=f"of {len(self.expected)}"),
            Figure("reminders sent twice", twice, 0),
            Figure(
                "signed out, or no answer",
                self.turned_away,
                0,
                beside=f"of {self.asked} asked",
            ),
            Figure(
                "nothing sent while Redis was away",
                int(not sent_alone),
                0,
                beside=f"{sent_alone} in {stopped:.0f} s",
            ),
            Figure(
                "working on from Redis after",
                max(self.resumed),
                LONGEST,
                "s",
                f"{flushes} flushes, {restarts + 1} restarts",
            ),
        ]

    @staticmethod
    def _due(rows: QuerySet[Notice], seconds: float, *, after: float = 0) -> None:
        """Let rows become due one after the other within some seconds, from `after` on."""
        first = rows.earliest("pk").pk
        each = seconds * SECOND / rows.count()
        rows.update(due_at=now() + after * SECOND + (F("pk") - first) * each)

    def _stop(self, seconds: float) -> int:
        self.redis.kill()
        # By then the workers have finished the ticks that they had taken before.
        others = mails().exclude(pk__in=self.first)
        self._due(others, seconds / 4, after=seconds / 2)
        end, before = time.monotonic() + seconds, len(self.sink.ids)
        while time.monotonic() < end:
            self._look()
            time.sleep(0.5)
        sent = len(self.sink.ids) - before
        self._back()
        return sent

    def _back(self) -> None:
        self.redis.start()
        began = time.monotonic()
        self._until_woken(now())
        self.resumed.append(time.monotonic() - began)

    @staticmethod
    def _until_woken(since: dt.datetime) -> None:
        woken: Callable[[], bool] = WorkerHeartbeat.objects.filter(
            woken_at__gt=since
        ).exists
        wait_until(woken, 2 * LONGEST)

    def _look(self) -> None:
        """Open the profile page of somebody who signed in before the faults began."""
        cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}"}
        asked = Request(f"{self.web.url}/profile/", headers=cookie)  # noqa: S310
        self.asked += 1
        try:
            with urlopen(asked, timeout=30) as answer:  # noqa: S310
                self.turned_away += not answer.url.endswith("/profile/")
        except URLError:
            self.turned_away += 1


def break_redis(
    *,
    reminders: int,
    flushes: int,
    restarts: int,
    stopped: float,
    is_short: bool = False,
) -> list[Figure]:
    """Break an installation's Redis; if `is_short`, workers look for work more often."""
    app = "tests.support.quick_celery" if is_short else "actionlearning"
    return RedisOutage(reminders, over=restarts * 4.0, app=app).go(
        flushes=flushes, restarts=restarts, stopped=stopped
    )
