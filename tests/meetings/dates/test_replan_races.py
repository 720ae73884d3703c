"""A rule is changed while meetings are made ahead, on real locks.

See docs/threat-model.md#two-at-once.
"""

from functools import partial

import pytest

from actionlearning.lib.clock import now
from meetings.dates.services import schedule
from tests.meetings.dates.test_replan import DAY, WEEK, change, dates, plan
from tests.meetings.room.live_meeting import together
from tests.support.cast import cast as build_cast


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_change_and_two_schedulers_at_once_make_no_meeting_twice():
    cast = build_cast()
    later = now() + 2 * WEEK

    raised = together(
        partial(schedule.materialise, later),
        partial(change, cast, cast.meeting, "all", plan(cast.meeting.date + DAY)),
        partial(schedule.materialise, later),
    )

    assert raised == [None] * 3
    rows = cast.set.meetings.filter(state="scheduled", starts_at__gt=now())
    assert {row.date.weekday() for row in rows} == {(cast.meeting.date + DAY).weekday()}
    assert len(dates(cast)) == len(set(dates(cast)))
