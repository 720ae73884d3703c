"""Messages of a morning, for the tests of the daily digest."""

import datetime as dt

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.daily_digest import bundle
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.models import Notice

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


def thing(to: User, key: str, kind: str = "report_due", **more: object) -> Notice:
    """Return a message that is due on a morning."""
    fields = {"useless_after": now() + DAY, **more}
    return Notice(kind=kind, key=key, person=to, address=to.email, **fields)


def queue(*notices: Notice) -> int:
    """Bundle these in daily digests; return how many are new."""
    return bundle(notices, moment=now())


def send() -> int:
    """Send what is due."""
    return drain(until=now() + MINUTE)


def rows(**which: object) -> list[tuple[str, str]]:
    """Return kind and state of the rows, oldest first."""
    found = Notice.objects.filter(**which).order_by("pk")
    return list(found.values_list("kind", "state"))
