"""The time at which a meeting is planned already is no proposal for another."""

import pytest

from actionlearning.lib.clock import local
from actionlearning.lib.errors import NotAllowedYet
from meetings.models import Poll
from meetings.polls.services import polls
from meetings.polls.services.polls import When
from tests.meetings.polls.polling import SIX, Polling
from tests.meetings.polls.test_poll_pages import address, ask
from tests.support.cast import Cast

WHY = "is already the time of this meeting"


@pytest.fixture
def asking(cast: Cast) -> Polling:
    return Polling(cast)


def present(asking: Polling) -> When:
    meeting = asking.cast.meeting
    return meeting.date, meeting.time


def test_a_poll_does_not_propose_the_present_time(asking: Polling):
    with pytest.raises(NotAllowedYet, match=WHY):
        asking.open(times=[present(asking), *asking.times(1)])
    assert not Poll.objects.exists()

    asking.open(times=[(asking.cast.meeting.date, SIX), *asking.times(1)])


def test_it_is_not_proposed_later_either(asking: Polling):
    poll, fay = asking.open(), asking.cast.membership("fay")
    date, time = present(asking)

    with pytest.raises(NotAllowedYet, match=WHY):
        polls.add_time(poll, by=fay, date=date, time=time)
    polls.add_time(poll, by=fay, date=date, time=SIX)

    assert poll.times.count() == 4


def test_the_page_says_which_and_keeps_the_rest(cast: Cast):
    starts = local(cast.meeting.starts_at, cast.meeting.zone)
    typed = ask(cast, date_1=f"{starts:%Y-%m-%d}", time_1=f"{starts:%H:%M}")
    query = f"?meeting={cast.meeting.code}"

    answer = cast.client("fay").post(address(cast, query=query), typed)

    day = f"{starts:%A} {starts.day} {starts:%B}, 09:00"
    assert answer.status_code == 422
    assert f"{day} {WHY}." in answer.text
    assert f'value="{typed["date_2"]}"' in answer.text
