"""Telling channels that their sets meet today asks the same for one set and for three."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.outbox.models import ChatWebhook, Notice
from meetings.chat.services import plan
from meetings.models import Meeting
from tests.support.cast import Cast
from tests.support.chat import HOST, SECRET

HOUR = dt.timedelta(hours=1)


def hears(cast: Cast, number: int) -> dt.datetime:
    """Let the channels of so many sets hear their dates; return a moment before all meet."""
    for world in cast.worlds[:number]:
        ChatWebhook.objects.get_or_create(
            set_code=world.set.code,
            defaults={
                "service": "slack",
                "address": SECRET,
                "host": HOST,
                "tail": "9abc",
                "language": "en-gb",
            },
        )
    starts = [world.meeting.starts_at for world in cast.worlds]
    Meeting.objects.filter(pk__in=[w.meeting.pk for w in cast.worlds]).update(
        starts_at=starts[0]
    )
    return starts[0] - HOUR / 2


def asks(moment: dt.datetime) -> tuple[int, int]:
    """Return how many queries a plan takes, and how many messages it makes."""
    with CaptureQueriesContext(connection) as found:
        new = plan(moment)
    return len(found), new


def test_the_queries_do_not_grow_with_the_sets(cast: Cast):
    one, new = asks(hears(cast, 1))
    assert new == 1
    Notice.objects.all().delete()

    three = asks(hears(cast, 3))

    assert three == (one, 3)


def test_what_is_told_already_costs_no_more_for_three(cast: Cast):
    moment = hears(cast, 1)
    asks(moment)
    again, _none = asks(moment)
    moment = hears(cast, 3)
    asks(moment)

    assert asks(moment) == (again, 0)


def test_without_a_channel_it_asks_once(cast: Cast):
    assert asks(hears(cast, 0)) == (1, 0)
