import datetime as dt

import pytest

from actionlearning.lib.clock import at, instant_of
from meetings.dates.services import additional
from meetings.models import Poll
from meetings.polls.queries.page import PollPage, poll_page
from meetings.polls.services import polls
from sets.memberships import end
from sets.models import Membership
from tests.meetings.polls.polling import DAY, SIX, TEN, Polling
from tests.support.cast import Cast
from tests.support.days import ORDINARY


@pytest.fixture
def asking(cast: Cast) -> Polling:
    return Polling(cast)


def text(cast: Cast, who: str, address: str) -> str:
    """Return a page without the blanks between its words."""
    return " ".join(cast.client(who).get(address).content.decode().split())


def page(asking: Polling, who: str, poll: Poll) -> PollPage:
    fresh = Poll.objects.select_related("meeting", "outcome").get(pk=poll.pk)
    return poll_page(asking.cast.membership(who), fresh)


def ask(cast: Cast, **changes: str) -> dict[str, str]:
    date = cast.meeting.date
    rows = {f"date_{n}": (date + n * DAY).isoformat() for n in (1, 2)}
    return {**rows, "time_1": "10:00", "time_2": "18:00", **changes}


def address(cast: Cast, noun: str = "new", query: str = "") -> str:
    return f"/sets/{cast.set.code}/polls/{noun}/{query}"


# -- Asking


def test_the_form_is_filled_with_free_working_days(cast: Cast):
    shown = cast.client("fay").get(address(cast)).content.decode()

    days = [cast.meeting.date, *(later.date for later in cast.harbour.later)]
    assert shown.count('value="09:00"') == 4
    assert not any(f'value="{day.isoformat()}"' in shown for day in days)


def test_times_are_asked_about(cast: Cast):
    sent = ask(cast, closes_on=(cast.meeting.date - DAY).isoformat())
    query = f"?meeting={cast.meeting.code}"

    answer = cast.client("fay").post(address(cast, query=query), sent)

    poll = Poll.objects.get()
    assert answer.headers["Location"] == poll.get_absolute_url()
    assert (poll.meeting, poll.times.count()) == (cast.meeting, 2)
    assert poll.closes_at == instant_of(cast.meeting.date - DAY, SIX, "Europe/London")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date_2": ""}, "This is still empty."),
        ({"time_2": ""}, "This is still empty."),
        ({"date_2": "", "time_2": ""}, "between 2 and 12 different times"),
        ({"date_1": "2020-01-01"}, "Wednesday 1 January, 10:00 is in the past."),
        ({"closes_on": "2020-01-01"}, "choose a later date"),
        ({"closes_on": "9999-12-31", "closes_time": "23:59"}, "Choose a day between"),
        ({"date_1": "9999-12-31"}, "Choose a day between"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(cast: Cast, changes, words: str):
    answer = cast.client("fay").post(address(cast), ask(cast, **changes))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="10:00"' in answer.content.decode()


def test_replies_end_before_the_last_of_the_times(cast: Cast):
    late = (cast.meeting.date + 40 * DAY).isoformat()

    answer = cast.client("fay").post(address(cast), ask(cast, closes_on=late))

    assert answer.status_code == 422
    assert "Replies must end before the last of these times" in answer.content.decode()
    assert not Poll.objects.exists()


def test_another_sets_meeting_is_no_meeting(cast: Cast):
    query = f"?meeting={cast.quay.meeting.code}"

    assert cast.client("fay").get(address(cast, query=query)).status_code == 404


def test_a_meeting_that_is_over_is_not_asked_about(cast: Cast):
    query = f"?meeting={cast.held.code}"

    answer = cast.client("fay").post(address(cast, query=query), ask(cast))

    assert answer.status_code == 409
    assert "This meeting has begun" in answer.content.decode()


# -- Answering


def test_everybody_reads_who_said_what(asking: Polling):
    poll = asking.open()
    asking.say(poll, "pia", "yes", "maybe", "no")
    asking.say(poll, "tom", "yes", "yes")

    first, second, third = page(asking, "ben", poll).lines

    assert (first.yes, first.maybe, first.no) == (["Pia", "Tom"], [], [])
    assert (second.yes, second.maybe) == (["Tom"], ["Pia"])
    assert third.no == ["Pia"]


def test_an_answer_is_posted_and_changed(asking: Polling):
    poll, browser = asking.open(), asking.cast.client("pia")
    first, second, _third = asking.ids(poll)
    where = poll.get_absolute_url()

    browser.post(where, {f"time-{first}": "yes", f"time-{second}": "maybe"})
    browser.post(where, {f"time-{first}": "no", "time-x": "yes", f"time-{2**70}": "no"})

    shown = page(asking, "pia", poll)
    assert [line.mine for line in shown.lines] == ["no", "maybe", ""]


def test_an_answer_after_the_decision_is_refused_with_what_is_so(asking: Polling):
    poll, cast = asking.open(), asking.cast
    polls.decide(poll, by=cast.membership("fay"), time_id=asking.ids(poll)[0])

    answer = cast.client("pia").post(
        poll.get_absolute_url(), {f"time-{asking.ids(poll)[0]}": "yes"}
    )

    assert answer.status_code == 409
    assert "The date is already decided." in answer.content.decode()
    assert "Open meeting 2" in answer.content.decode()


@pytest.mark.day(ORDINARY)  # in summer London is nearer to Kolkata
def test_each_time_is_on_ones_own_clock(asking: Polling):
    asking.spread()
    poll = asking.open(times=asking.times(1, at=dt.time(13)) + asking.times(2, at=TEN))

    in_york, in_kolkata = (page(asking, who, poll).lines for who in ("pia", "ben"))

    assert "08:00–09:30 New York" in in_york[0].when
    assert in_york[0].set_time == "13:00–14:30 London"
    assert [line.my_strain for line in in_york] == ["", "early"]
    assert [line.my_strain for line in in_kolkata] == ["late", ""]


def test_of_an_hour_that_comes_twice_the_first_is_meant(cast: Cast):
    with at(dt.datetime(2027, 10, 1, tzinfo=dt.UTC)):
        night = (dt.date(2027, 10, 31), dt.time(1, 30))
        more = Polling(cast, for_more=True)
        poll = more.open(times=[night, (dt.date(2027, 10, 30), TEN)])

        found = page(more, "pia", poll)

    assert [line.is_twice for line in found.lines] == [False, True]


def test_only_who_decides_reads_for_whom_it_is_hard(asking: Polling):
    asking.spread()
    poll = asking.open(times=asking.times(1, 2, at=TEN))

    assert page(asking, "fay", poll).lines[0].hard_for == ["early for Pia (05:00)"]
    assert page(asking, "ben", poll).lines[0].hard_for == []


def test_that_one_meets_with_another_set_is_theirs_alone_to_see(asking: Polling):
    cast = asking.cast
    Membership.objects.create(learning_set=cast.quay.set, user=cast.ben)
    date = cast.meeting.date + DAY
    additional.add(
        cast.quay.set, by=cast.membership("ola"), date=date, time=dt.time(11)
    )
    poll = asking.open()
    where = poll.get_absolute_url()

    assert "You are meeting with Quay then." in text(cast, "ben", where)
    for who in ("fay", "pia"):
        assert "Quay" not in text(cast, who, where)


# -- How it stands


def test_without_enough_people_no_time_is_proposed(asking: Polling):
    poll = asking.open()
    for name in ("pia", "ben"):
        asking.say(poll, name, "yes", "yes", "yes")
    assert page(asking, "fay", poll).best is None

    asking.say(poll, "tom", "no", "yes", "no")

    best = page(asking, "fay", poll).best
    assert best is not None
    assert (best.pk, best.able) == (asking.ids(poll)[1], 3)


def test_who_has_left_counts_no_more(asking: Polling):
    poll = asking.open()
    for name in ("pia", "ben", "tom"):
        asking.say(poll, name, "yes", "yes", "yes")
    ben = asking.cast.membership("ben")
    end(ben, by=ben)

    shown = page(asking, "fay", poll)

    assert shown.best is None
    assert shown.lines[0].yes == ["Pia", "Tom"]


def test_the_adviser_answers_but_makes_no_quorum(asking: Polling):
    poll = asking.open()
    for name in ("pia", "ben", "ada"):
        asking.say(poll, name, "yes", "yes", "yes")

    shown = page(asking, "fay", poll)

    assert shown.best is None
    assert shown.lines[0].yes == ["Pia", "Ben", "Ada"]


def test_a_time_that_is_taken_or_past_is_not_proposed(asking: Polling):
    poll = asking.open()
    for name in ("pia", "ben", "tom"):
        asking.say(poll, name, "yes", "yes", "yes")
    date = asking.cast.meeting.date + 2 * DAY
    additional.add(
        asking.cast.set, by=asking.cast.membership("fay"), date=date, time=TEN
    )

    with at(asking.proposed(poll)[0].starts_at):
        shown = page(asking, "fay", poll)

    assert [line.can_be for line in shown.lines] == [False, False, True]
    assert shown.best == shown.lines[2]


def test_it_says_whose_answer_is_missing(asking: Polling):
    poll = asking.open()
    for name in ("fay", "pia", "max"):
        asking.say(poll, name, "yes", "yes", "yes")
    asking.say(poll, "ben", "yes")

    assert page(asking, "fay", poll).silent == ["Ben", "Léa", "Tom"]
