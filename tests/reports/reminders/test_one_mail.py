"""All that falls on a person's morning comes in one mail, over all their sets.

See docs/domain.md#messages.
"""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from actionlearning.accounts.models import User
from actionlearning.outbox.models import Notice
from actionlearning.outbox.tasks import tick
from reports.reminders.services.planning import plan
from sets.models import Membership
from tests.reports.reminders.tuesday_set import DAY, MEETS_ON, TuesdaySet, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia() -> User:
    """Pia sits in two sets that meet on one day, and an action of hers is due the next.

    What was due the day before she has had.
    """
    harbour = TuesdaySet("", met_on=MEETS_ON - 7 * DAY)
    harbour.acts(days=8)
    quay = TuesdaySet("Quay", met_on=MEETS_ON - 7 * DAY)
    quay.meeting.starts_at += dt.timedelta(hours=5)
    quay.meeting.save(update_fields=["starts_at"])
    quay.set.memberships.filter(pk=quay.pia.pk).update(user=harbour.pia.user)
    harbour.set.memberships.exclude(pk=harbour.pia.pk).update(left_at=at(MEETS_ON))
    quay.set.memberships.exclude(pk=quay.pia.pk).update(left_at=at(MEETS_ON))
    with time_machine.travel(at(MEETS_ON) - DAY, tick=False):
        tick()
    mail.outbox.clear()
    return harbour.pia.user


def ticks(*moments: dt.datetime) -> list[int]:
    sent = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            sent.append(tick())
    return sent


def test_a_morning_over_two_sets_is_one_mail(pia):
    counts = ticks(at(MEETS_ON, 7, 29), at(MEETS_ON), at(MEETS_ON, 7, 31))

    [message] = mail.outbox
    assert counts == [0, 1, 0]
    assert message.subject.endswith(", and 2 more things")
    for words in ("09:00–10:30", "14:00–15:30", "ask Jo"):
        assert words in message.body


def test_each_thing_is_a_notice_once(pia):
    ticks(at(MEETS_ON), at(MEETS_ON, 7, 31), at(MEETS_ON, 7, 32))

    rows = Notice.objects.exclude(kind="morning").exclude(headline="")
    rows = rows.filter(shown_at__gte=at(MEETS_ON))
    assert sorted(rows.values_list("kind", "state")) == [
        ("action_follow_up", "sent"),
        ("meeting_reminder", "sent"),
        ("meeting_reminder", "sent"),
    ]


def test_an_early_meeting_brings_the_whole_morning_forward(pia):
    membership = Membership.current.filter(user=pia).earliest("pk")
    membership.learning_set.meetings.filter(state="scheduled").update(
        starts_at=at(MEETS_ON, 6, 0)
    )

    counts = ticks(at(MEETS_ON, 4, 59), at(MEETS_ON, 5, 0), at(MEETS_ON))

    assert counts == [0, 1, 0]
    assert mail.outbox[0].subject.endswith(", and 2 more things")


def test_after_three_dead_hours_one_mail_says_what_still_counts(pia):
    counts = ticks(at(MEETS_ON, 10, 30), at(MEETS_ON, 10, 31))

    [message] = mail.outbox
    assert counts == [1, 0]
    assert "14:00–15:30" in message.body
    assert "ask Jo" in message.body
    assert "09:00–10:30" not in message.body


def test_who_leaves_before_the_mail_is_sent_hears_of_the_other_set_alone(pia, settings):
    settings.NOTICE_PLANNERS = []
    with time_machine.travel(at(MEETS_ON), tick=False):
        plan(at(MEETS_ON))
        Membership.current.filter(user=pia).latest(
            "pk"
        ).learning_set.memberships.update(left_at=at(MEETS_ON))
        tick()

    [message] = mail.outbox
    assert "09:00–10:30" in message.body
    assert "14:00–15:30" not in message.body


def test_an_address_with_an_outage_gets_what_still_counts(pia):
    Notice.objects.all().delete()
    with time_machine.travel(at(MEETS_ON), tick=False):
        tick()
    Notice.objects.filter(kind="morning").update(
        state="waiting", due_at=at(MEETS_ON, 9, 30)
    )
    Notice.objects.exclude(kind="morning").update(state="folded")

    ticks(at(MEETS_ON, 9, 30))

    first, again = mail.outbox
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]
    assert "09:00–10:30" not in again.body
