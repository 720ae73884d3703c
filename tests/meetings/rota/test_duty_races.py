"""The duty to facilitate, and what planners write, on real locks.

See docs/threat-model.md#two-at-once.
"""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from meetings.calendar.services import entries
from meetings.models import Meeting
from meetings.rota.services import duty
from sets.memberships import end
from sets.models import Activity
from tests.meetings.room.live_meeting import together
from tests.support.cast import Cast, cast as build_cast


@pytest.mark.parametrize("deed", [duty.step_out, duty.step_in])
def test_who_has_left_meanwhile_does_nothing_with_the_rota(cast: Cast, deed):
    ben, tom = cast.membership("ben"), cast.membership("tom")
    deed(by=ben)
    end(tom, by=tom)

    with pytest.raises(PermissionDenied):
        deed(by=tom)

    assert not Activity.objects.filter(
        actor=cast.tom, verb__startswith="rota."
    ).exists()


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    """A world whose rows other connections see."""
    return build_cast()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_steps_out_and_comes_back_once_however_often_one_taps(committed: Cast):
    ben = committed.membership("ben")

    for deed, verb in ((duty.step_out, "out"), (duty.step_in, "in")):
        raised = together(*[partial(deed, by=ben)] * 6)

        assert raised == [None] * 6
        assert Activity.objects.filter(verb=f"rota.stepped_{verb}").count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_planners_at_once_mail_each_entry_once(committed: Cast):
    Meeting.objects.filter(pk=committed.meeting.pk).update(created_at=now())
    moment = now()

    raised = together(*[partial(entries.plan, moment)] * 4)

    assert raised == [None] * 4
    assert Notice.objects.filter(kind="meeting_entry").count() == 7
