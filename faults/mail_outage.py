"""Send a morning's reminders by a mail server that refuses, hangs, and goes away."""

import datetime as dt
import re
from dataclasses import dataclass

from actionlearning.lib.clock import now
from actionlearning.outbox import heartbeat
from actionlearning.outbox.models import Notice
from bench.parts import Figure
from faults.clock import move
from tests.support.busy_morning import busy_morning, mails
from tests.support.stack import MailSink, Worker, running, wait_until

ANSWERS = ("421 Too busy", "450 Later", "550 No such person")
EVERY = 7  #: the recipient with this number is refused
ILL = 2  #: so many recipients get a slow answer, and as many none at all
WORKERS, CHILDREN = 2, 2
OUTAGE = dt.timedelta(hours=2)
STEP = dt.timedelta(minutes=20)
PATIENCE = 300  #: seconds for what a busy machine may take

State = Notice.State


@dataclass
class Server:
    """How the mail server treats each person, by their number."""

    sink: MailSink
    is_ill: bool = True

    def refusal(self, address: str) -> str | None:
        """Return the answer that refuses a recipient, or None."""
        seventh, other = divmod(_number(address), EVERY)
        return None if other else ANSWERS[seventh % len(ANSWERS)]

    def illness(self, address: str) -> str:
        """Return "slow", "hangs" or "" for a recipient."""
        seventh, other = divmod(_number(address), EVERY)
        if not self.is_ill or seventh >= ILL:
            return ""
        return {1: "slow", 2: "hangs"}.get(other, "")

    def served(self, since: int = 0) -> int:
        """Return how many people have got a mail, from mail number `since` on."""
        return len(set(self.sink.addresses[since:]))


class MailOutage:
    """One mail server, two workers, and reminders for `people`."""

    def __init__(self, people: int, *, is_short: bool) -> None:
        self.sink = MailSink().start()
        self.server = Server(self.sink)
        self.sink.refusal, self.sink.illness = self.server.refusal, self.server.illness
        self.refused = -(-people // EVERY)
        self.good = people - self.refused
        busy_morning(people)
        self.rows = mails()
        # They stay useful all day: this measures the mail, not the meeting.
        Notice.objects.update(useless_after=now() + 4 * OUTAGE)
        app = "tests.support.short_mail_timeout" if is_short else "actionlearning"
        self.group = [
            Worker(CHILDREN, app=app, SMTP_URL=self.sink.url) for _n in range(WORKERS)
        ]

    def figures(self, longest: float) -> list[Figure]:
        """Go through every fault; no address may hold a worker longer than `longest`."""
        with running(*self.group):
            found = [*self._refused_and_ill(longest), *self._gone(), *self._over()]
        self.sink.stop()
        return found

    def _refused_and_ill(self, longest: float) -> list[Figure]:
        untried = self.rows.filter(state__in=[State.WAITING, State.SENDING], why="")
        wait_until(lambda: not untried.exists(), PATIENCE)
        healthy = self.good - 2 * ILL - self.server.served()
        self.server.is_ill = False
        move(STEP)
        wait_until(lambda: self.server.served() >= self.good, PATIENCE)
        cut = f"{len(self.sink.held)} cut off"
        return [
            Figure("healthy ones kept waiting by the ill", max(healthy, 0), 0),
            Figure(
                "worker held by one address", max(self.sink.held), longest, "s", cut
            ),
            Figure(
                "good addresses not served",
                self.good - self.server.served(),
                0,
                beside=f"of {self.good}",
            ),
        ]

    def _gone(self) -> list[Figure]:
        """Queue again all that arrived, for a server that is away for two hours."""
        self.sink.stop()
        arrived = self.rows.filter(state=State.SENT)
        again = list(arrived.values_list("pk", flat=True))
        Notice.objects.filter(bundled_in__in=again).update(state=State.BUNDLED)
        arrived.update(state=State.WAITING, attempts=0)
        wait_until(heartbeat.delayed_since, PATIENCE)
        for _step in range(OUTAGE // STEP):
            move(STEP)
        since, before = heartbeat.delayed_since() or now(), len(self.sink.ids)
        hours = (now() - since) / dt.timedelta(hours=1)
        self.sink.start()
        wait_until(lambda: self.server.served(before) >= self.good, PATIENCE)
        wait_until(lambda: heartbeat.delayed_since() is None, PATIENCE)
        tries = self.rows.filter(pk__in=again, attempts__gt=0).count()
        missing = self.good - self.server.served(before)
        twice = len(self.sink.ids) - before - self.good
        return [
            Figure(
                "outage that nobody was told of",
                int(hours < 2),
                0,
                "",
                f"{hours:.1f} h",
            ),
            Figure("not served after two hours without", missing, 0),
            Figure("served twice after it", twice, 0),
            Figure("tries used up by it", tries, 0),
        ]

    def _over(self) -> list[Figure]:
        """Let the day end for the mails that are still refused."""
        move(4 * OUTAGE)
        waits = self.rows.filter(state__in=[State.WAITING, State.SENDING])
        wait_until(lambda: not waits.exists(), PATIENCE)
        failed = self.rows.filter(state=State.FAILED).exclude(why="")
        return [
            Figure(
                "refusals that nobody can see",
                abs(self.refused - failed.count()),
                0,
                beside=f"of {self.refused}",
            )
        ]


def smtp(*, people: int, longest: float, is_short: bool = False) -> list[Figure]:
    """Send through every fault; if `is_short`, a mail has three seconds."""
    return MailOutage(people, is_short=is_short).figures(longest)


def _number(address: str) -> int:
    found = re.search(r"person(\d+)@", address)
    return int(found[1]) if found else 1
