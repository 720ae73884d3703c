"""What people are told where a rule changes: of other times, or of another place alone."""

import pytest

from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from tests.meetings.dates.test_replan import NINE, TEN, change, plan
from tests.support.cast import Cast


@pytest.mark.parametrize(
    ("time", "subject", "said"),
    [
        (TEN, "Harbour has new dates", "The set is asking again who can come"),
        (NINE, "Harbour: the same dates", "your replies still count"),
    ],
)
def test_the_letter_says_whether_times_have_changed(cast: Cast, time, subject, said):
    change(cast, cast.meeting, "all", plan(cast.meeting.date, time))

    letter = compose(Notice.objects.get(kind="dates_changed", person=cast.pia))

    assert letter
    assert letter.subject.startswith(subject)
    assert said in " ".join(str(letter.body).split())
