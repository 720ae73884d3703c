"""A poll whose replies end in a year that no clock can show."""

from importlib import import_module

from django.apps import apps

from meetings.models import Poll
from tests.meetings.polls.polling import DAY, Polling
from tests.support.cast import Cast
from tests.support.poison import ABSURD

migration = import_module("meetings.migrations.0009_polls_end_with_their_times")


def test_polls_of_before_end_with_their_times(cast: Cast):
    poll = Polling(cast).open()
    Poll.objects.filter(pk=poll.pk).update(closes_at=ABSURD)
    cast.pia.zone = "Europe/Paris"
    cast.pia.save(update_fields=["zone"])

    migration.end_with_their_times(apps, None)

    poll.refresh_from_db()
    assert poll.closes_at == poll.times.latest("starts_at").starts_at
    assert cast.client("pia").get(poll.get_absolute_url()).status_code == 200


def test_polls_that_end_before_stay(cast: Cast):
    ends = cast.meeting.starts_at - DAY
    poll = Polling(cast).open(closes_at=ends)

    migration.end_with_their_times(apps, None)

    poll.refresh_from_db()
    assert poll.closes_at == ends
