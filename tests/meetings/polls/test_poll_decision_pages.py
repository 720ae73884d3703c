import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.clock import instant_of
from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from meetings.dates.services import additional, moving
from meetings.models import Attendance, Meeting, Poll
from meetings.polls.queries.page import PollPage, poll_page
from meetings.polls.services import polls
from tests.meetings.polls.polling import DAY, SIX, TEN, Polling
from tests.support.canaries import WORD, plant
from tests.support.cast import Cast
from tests.support.date_words import date_in_words
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


def address(cast: Cast, noun: str = "new", query: str = "") -> str:
    return f"/sets/{cast.set.code}/polls/{noun}/{query}"


# -- Deciding


def decide(asking: Polling, poll: Poll, who: str, time_id: int | str):
    where = f"{poll.get_absolute_url()}decision/"
    return asking.cast.client(who).post(where, {"time": str(time_id)})


def test_one_tap_and_all_pages_show_it(asking: Polling):
    poll, cast = asking.open(), asking.cast
    third = asking.proposed(poll)[2]

    answer = decide(asking, poll, "fay", third.pk)

    assert answer.headers["Location"] == cast.meeting.get_absolute_url()
    on = date_in_words(third.date)
    for where in ("/", cast.set.get_absolute_url(), cast.meeting.get_absolute_url()):
        assert f"{on}, 10:00" in text(cast, "ben", where), where
    assert "Fay chose" in text(cast, "ben", poll.get_absolute_url())


def test_the_letter_knows_who_has_answered_already(asking: Polling):
    poll, cast = asking.open(), asking.cast
    asking.say(poll, "pia", "yes")
    asking.say(poll, "ben", "no")
    decide(asking, poll, "fay", asking.ids(poll)[0])

    told = {
        notice.person_id: notice
        for notice in Notice.objects.filter(kind="meeting_moved")
    }

    def letter(who: str) -> str:
        message = compose(told[cast.users[who].pk])
        assert message
        return " ".join(str(message.body).split())

    assert "You said that you can make this date, so you are expected." in letter("pia")
    assert "You said that you can’t make this date" in letter("ben")
    assert "please say whether you can" in letter("tom")


@pytest.mark.parametrize("time_id", ["", "x", "0", str(2**70), "999999"])
def test_what_is_no_time_is_not_chosen(asking: Polling, time_id: str):
    poll = asking.open()

    answer = decide(asking, poll, "fay", time_id)

    assert answer.status_code == 409
    assert "This time is not among those proposed." in answer.content.decode()


def test_a_taken_time_is_refused_in_words(asking: Polling):
    poll, cast = asking.open(), asking.cast
    date = cast.meeting.date + DAY
    additional.add(cast.set, by=cast.membership("fay"), date=date, time=TEN)

    answer = decide(asking, poll, "fay", asking.ids(poll)[0])

    assert answer.status_code == 422
    assert "Meeting 5 is already at that time." in answer.content.decode()


def test_moved_by_hand_the_page_says_so(asking: Polling):
    poll, cast = asking.open(), asking.cast
    date = cast.meeting.date + DAY
    moving.move(cast.meeting, by=cast.membership("fay"), date=date, time=SIX)

    shown = text(cast, "fay", poll.get_absolute_url())

    assert "moved or called off in the meantime" in shown
    assert "Meet then" not in shown
    assert "Close it without a date" in shown


def test_after_its_end_it_says_what_was_decided_and_where_it_is_now(asking: Polling):
    poll, cast = asking.open(), asking.cast
    fay = cast.membership("fay")
    polls.decide(poll, by=fay, time_id=asking.ids(poll)[0])
    moved = Meeting.objects.get(pk=cast.meeting.pk)
    moving.move(moved, by=fay, date=moved.date + DAY, time=SIX)

    shown = text(cast, "pia", poll.get_absolute_url())

    assert "The date is decided." in shown
    assert "Meeting 2 has been moved since" in shown


def test_closed_without_a_date_it_says_so(asking: Polling):
    poll, cast = asking.open(), asking.cast

    cast.client("fay").post(f"{poll.get_absolute_url()}closing/")

    shown = text(cast, "pia", poll.get_absolute_url())
    assert "No date was chosen." in shown
    assert "Fay closed the question." in shown


def test_a_time_more_is_proposed(asking: Polling):
    poll, cast = asking.open(), asking.cast
    where = f"{poll.get_absolute_url()}times/"
    date = (cast.meeting.date + 4 * DAY).isoformat()

    cast.client("fay").post(where, {"date": date, "time": "10:00"})
    refused = cast.client("fay").post(where, {"date": "2020-01-01", "time": "10:00"})

    assert poll.times.count() == 4
    assert refused.status_code == 422
    assert "is in the past" in refused.content.decode()


# -- The set's page


def test_the_sets_page_points_to_it_until_one_has_answered(asking: Polling):
    poll, cast = asking.open(), asking.cast
    before = text(cast, "pia", cast.set.get_absolute_url())
    asking.say(poll, "pia", "yes", "no", "maybe")
    after = text(cast, "pia", cast.set.get_absolute_url())
    polls.close(poll, by=cast.membership("fay"))
    over = text(cast, "pia", cast.set.get_absolute_url())

    assert "Say when you can make it" in before
    assert "See how it stands" in after
    assert poll.get_absolute_url() not in over


# -- Early and late hours


@pytest.mark.day(ORDINARY)  # in summer London is nearer to Kolkata
def test_it_says_who_bears_them_and_proposes_turns(asking: Polling):
    asking.spread()
    cast = asking.cast
    Meeting.objects.filter(pk__in=[cast.held.pk]).update(
        starts_at=instant_of(cast.held.date, TEN, "Europe/London")
    )
    earlier = Meeting.objects.create(
        **{
            name: getattr(cast.held, name)
            for name in ("learning_set", "time", "zone", "place", "state")
        },
        number=90,
        date=cast.held.date - DAY,
        starts_at=cast.held.starts_at - DAY,
    )
    for name in ("pia", "fay"):
        Attendance.objects.update_or_create(
            meeting=earlier,
            membership=cast.membership(name),
            defaults={"present_at": earlier.starts_at},
        )
    share = page(asking, "ben", asking.open()).shared

    assert share.sentence == (
        "Of the last 2 meetings that were early or late for somebody, 2 were so for Pia."
    )
    assert share.proposal == ["12:30 London is 07:30 in New York and 18:00 in Kolkata"]
    assert [(row.name, row.times, row.hours) for row in share.rows] == [
        ("Pia Lind", 2, "3:00 h")
    ]


def test_a_set_of_one_zone_sees_nothing_of_it(asking: Polling):
    poll = asking.open()

    assert page(asking, "fay", poll).shared.rows == []
    assert "Early and late hours" not in text(
        asking.cast, "fay", poll.get_absolute_url()
    )


# -- What it costs, and what it tells


def test_the_queries_do_not_grow(asking: Polling):
    poll, cast = asking.open(times=asking.times(1, 2)), asking.cast

    def queries(where: str) -> int:
        with CaptureQueriesContext(connection) as found:
            cast.client("fay").get(where)
        return len(found)

    asking.say(poll, "pia", "yes")
    where, of = poll.get_absolute_url(), cast.set.get_absolute_url()
    queries(where)
    one, set_page = queries(where), queries(of)
    fay = cast.membership("fay")
    for n in (4, 5, 8):
        polls.add_time(poll, by=fay, date=cast.meeting.date + n * DAY, time=TEN)
    for name in ("pia", "ben", "tom", "max"):
        asking.say(poll, name, *["yes"] * 5)
    Polling(cast, for_more=True).open(times=asking.times(9, 10))

    assert (queries(where), queries(of)) == (one, set_page)


def test_it_holds_no_word_of_what_is_worked_on(asking: Polling):
    poll, cast = asking.open(), asking.cast
    plant(cast)

    shown = {who: text(cast, who, poll.get_absolute_url()) for who in ("fay", "ada")}
    shown["new"] = text(cast, "fay", address(cast))
    shown["set"] = text(cast, "fay", cast.set.get_absolute_url())

    told = {name for name, page in shown.items() if WORD.search(page)}
    assert told == {"set"}  # which lists the issues
