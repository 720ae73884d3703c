"""A second question while one is open: nothing typed is dropped in silence."""

import pytest

from actionlearning.lib.errors import Stale
from actionlearning.outbox.models import Notice
from meetings.models import Poll
from tests.meetings.polls.polling import DAY, SIX, TEN, Polling
from tests.meetings.polls.test_poll_pages import address, ask
from tests.support.cast import Cast

WORDS = "Fay has already asked the set about this."

TWO = ((1, TEN), (2, SIX))


@pytest.fixture(params=[False, True], ids=["a date", "a meeting more"])
def asking(cast: Cast, request: pytest.FixtureRequest) -> Polling:
    return Polling(cast, for_more=request.param)


def url(asking: Polling) -> str:
    meeting = asking.meeting
    return address(asking.cast, query=f"?meeting={meeting.code}" if meeting else "")


def test_other_times_are_no_answer_to_the_same_question(asking: Polling):
    poll = asking.open()

    with pytest.raises(Stale, match="is already being asked"):
        asking.open(times=asking.times(4, 5))

    assert Poll.objects.get() == poll
    assert poll.times.count() == 3
    assert Notice.objects.filter(kind="poll_opened").count() == 6


def test_the_same_form_sent_twice_is_one_question(asking: Polling):
    sent, browser = ask(asking.cast), asking.cast.client("fay")

    answers = [browser.post(url(asking), sent) for _again in range(2)]

    [poll] = Poll.objects.all()
    assert [answer.headers["Location"] for answer in answers] == [
        poll.get_absolute_url()
    ] * 2


def test_the_page_keeps_what_was_typed_and_points_to_the_open_poll(asking: Polling):
    poll = asking.open()
    date = asking.cast.meeting.date
    typed = ask(asking.cast, date_2=(date + 9 * DAY).isoformat(), time_2="16:45")

    answer = asking.cast.client("fay").post(url(asking), typed)

    assert answer.status_code == 409
    assert WORDS in answer.text
    assert "What you typed is below; it was not sent." in answer.text
    assert f'href="{poll.get_absolute_url()}"' in answer.text
    assert [f'value="{typed[name]}"' in answer.text for name in typed] == [True] * 4
    assert Poll.objects.get() == poll


def test_another_end_of_the_answers_is_said_too(asking: Polling):
    asking.open(times=[(asking.cast.meeting.date + n * DAY, t) for n, t in TWO])
    typed = ask(asking.cast, closes_on=(asking.cast.meeting.date - DAY).isoformat())

    answer = asking.cast.client("fay").post(url(asking), typed)

    assert answer.status_code == 409
    assert f'value="{typed["closes_on"]}"' in answer.text


def test_who_opens_the_form_hears_of_it_before_they_type(asking: Polling):
    browser = asking.cast.client("fay")
    assert WORDS not in browser.get(url(asking)).text

    poll = asking.open()

    shown = browser.get(url(asking))
    assert shown.status_code == 200
    assert WORDS in shown.text
    assert f'href="{poll.get_absolute_url()}"' in shown.text
