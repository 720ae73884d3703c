import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import at, now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.models import Notice
from meetings.dates.services import additional, moving
from meetings.models import Meeting, Poll, TimeAnswer
from meetings.polls.services import polls
from meetings.polls.services.reminders import plan
from meetings.set_pages.services.closing import close_set
from sets.memberships import end
from sets.models import Activity, Membership
from sets.verbs import Verb
from tests.meetings.polls.polling import DAY, SIX, TEN, Polling
from tests.reports.letters import Letters
from tests.support.cast import Cast


@pytest.fixture
def asking(cast: Cast) -> Polling:
    return Polling(cast)


@pytest.fixture
def once_more(cast: Cast) -> Polling:
    return Polling(cast, for_more=True)


def row(cast: Cast) -> Meeting:
    return Meeting.objects.get(pk=cast.meeting.pk)


def test_everybody_else_is_asked(asking: Polling):
    poll = asking.open()

    asked = Notice.objects.filter(kind="poll_opened", about__poll=poll.pk)
    assert asked.count() == 6
    assert not asked.filter(person=asking.cast.fay).exists()
    assert Activity.objects.filter(verb=Verb.POLL_OPENED).count() == 1


def test_asked_twice_it_is_one_question(asking: Polling):
    assert asking.open() == asking.open()
    assert Notice.objects.filter(kind="poll_opened").count() == 6


def test_a_date_and_a_meeting_more_are_two_questions(asking, once_more):
    assert asking.open() != once_more.open()


@pytest.mark.parametrize(("by", "may"), [("fay", True), ("ben", False), ("ada", False)])
def test_the_coordinator_asks(asking: Polling, by: str, *, may: bool):
    try:
        asking.open(by=by)
    except PermissionDenied:
        assert not may
    else:
        assert may


def test_who_facilitates_next_asks_and_decides(asking: Polling):
    Membership.objects.filter(user=asking.cast.fay).update(on_rota=False)
    poll = asking.open(by="pia")

    polls.decide(poll, by=asking.cast.membership("pia"), time_id=asking.ids(poll)[0])

    assert row(asking.cast).date == asking.cast.meeting.date + DAY


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ((1,), "between 2 and 12"),
        ((1, 1), "between 2 and 12"),
        ((-20, 1), "in the past"),
        ((1, 400), "more than a year"),
        ((1, 7), "Meeting 3 is already on"),
    ],
)
def test_times_that_cannot_be(asking: Polling, days: tuple[int, ...], why: str):
    with pytest.raises(NotAllowedYet, match=why):
        asking.open(times=asking.times(*days))
    assert not Poll.objects.exists()


def test_twelve_are_enough(asking: Polling):
    hours = [(asking.cast.meeting.date + DAY, dt.time(hour)) for hour in range(8, 21)]

    with pytest.raises(NotAllowedYet, match="between 2 and 12"):
        asking.open(times=hours)
    poll = asking.open(times=hours[:12])
    with pytest.raises(NotAllowedYet, match="12 times are enough"):
        polls.add_time(
            poll, by=asking.cast.membership("fay"), date=hours[12][0], time=hours[12][1]
        )


def test_an_hour_that_the_clocks_skip_is_not_proposed(once_more: Polling):
    gap = (dt.date(2027, 3, 28), dt.time(1, 30))
    march = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)

    with (
        at(march),
        pytest.raises(NotAllowedYet, match="28 March the clocks skip 01:30"),
    ):
        once_more.open(times=[gap, (dt.date(2027, 3, 29), TEN)])


def test_an_hour_that_comes_twice_is_its_first(once_more: Polling):
    with at(dt.datetime(2027, 10, 1, tzinfo=dt.UTC)):
        twice = (dt.date(2027, 10, 31), dt.time(1, 30))
        poll = once_more.open(times=[twice, (dt.date(2027, 10, 30), TEN)])

    latest = once_more.proposed(poll)[-1]
    assert latest.starts_at == dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)


def test_an_answer_can_be_changed(asking: Polling):
    poll = asking.open()
    asking.say(poll, "pia", "yes", "maybe", "no")

    asking.say(poll, "pia", "no")

    said = TimeAnswer.objects.filter(membership__user=asking.cast.pia)
    words = said.order_by("proposed__starts_at").values_list("answer", flat=True)
    assert list(words) == ["no", "maybe", "no"]
    assert Activity.objects.filter(verb=Verb.POLL_ANSWERED).count() == 1


def test_a_time_of_another_poll_is_left_aside(asking: Polling, once_more: Polling):
    poll, other = asking.open(), once_more.open(times=once_more.times(4, 5))

    polls.answer(
        poll,
        by=asking.cast.membership("pia"),
        answers={asking.ids(other)[0]: "yes", asking.ids(poll)[0]: "yes"},
    )

    assert TimeAnswer.objects.get().proposed_id == asking.ids(poll)[0]


def test_after_its_end_answers_are_not_taken(asking: Polling):
    poll = asking.open(closes_at=now() + DAY)

    with at(now() + DAY), pytest.raises(Stale, match="time for replies is over"):
        asking.say(poll, "pia", "yes")


def test_who_has_left_does_not_answer(asking: Polling):
    poll, pia = asking.open(), asking.cast.membership("pia")
    end(pia, by=pia)

    with pytest.raises(PermissionDenied):
        polls.answer(poll, by=pia, answers={asking.ids(poll)[0]: "yes"})


def test_one_tap_moves_the_meeting(asking: Polling):
    poll = asking.open()

    polls.decide(poll, by=asking.cast.membership("fay"), time_id=asking.ids(poll)[1])

    poll.refresh_from_db()
    meeting = row(asking.cast)
    assert (meeting.date, meeting.time) == (asking.cast.meeting.date + 2 * DAY, TEN)
    assert (poll.state, poll.outcome, poll.chosen_id) == (
        *("decided", meeting),
        asking.ids(poll)[1],
    )
    assert Notice.objects.filter(kind="meeting_moved").count() == 7


def test_one_tap_adds_the_meeting(once_more: Polling):
    poll = once_more.open()
    once_more.cast.set.series.update(minutes=60)

    first = once_more.ids(poll)[0]
    added = polls.decide(poll, by=once_more.cast.membership("fay"), time_id=first)

    assert (added.number, added.series, added.minutes) == (5, None, 90)
    assert Notice.objects.filter(kind="meeting_added").count() == 7


def test_two_taps_are_one(asking: Polling):
    poll, fay = asking.open(), asking.cast.membership("fay")
    first, second, _third = asking.ids(poll)

    polls.decide(poll, by=fay, time_id=first)
    polls.decide(poll, by=fay, time_id=first)
    with pytest.raises(Stale, match="already decided"):
        polls.decide(poll, by=fay, time_id=second)

    assert Notice.objects.filter(kind="meeting_moved").count() == 7


def test_who_said_yes_or_no_has_answered_for_the_meeting(asking: Polling):
    poll = asking.open()
    for name, word in (("pia", "yes"), ("ben", "no"), ("tom", "maybe")):
        asking.say(poll, name, word)

    polls.decide(poll, by=asking.cast.membership("fay"), time_id=asking.ids(poll)[0])

    replies = dict(
        asking.cast.meeting.attendances.values_list("membership__user__name", "reply")
    )
    assert (replies["Pia Lind"], replies["Ben Shah"]) == ("coming", "cannot")
    assert replies.get("Tom Reed", "unknown") == "unknown"


@pytest.mark.parametrize("by", ["ben", "pia", "ada"])
def test_others_do_not_decide(asking: Polling, by: str):
    poll, membership = asking.open(), asking.cast.membership(by)
    deeds = (
        lambda: polls.decide(poll, by=membership, time_id=asking.ids(poll)[0]),
        lambda: polls.close(poll, by=membership),
        lambda: polls.add_time(
            poll, by=membership, date=asking.cast.meeting.date, time=SIX
        ),
    )

    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()


def test_a_time_that_has_passed_is_not_chosen(asking: Polling):
    poll = asking.open()
    first, *_later = asking.proposed(poll)

    with at(first.starts_at), pytest.raises(Stale, match="passed by now"):
        polls.decide(poll, by=asking.cast.membership("fay"), time_id=first.pk)


def test_a_time_that_is_taken_by_now_is_not_chosen(asking: Polling):
    poll, fay = asking.open(), asking.cast.membership("fay")
    additional.add(
        asking.cast.set, by=fay, date=asking.cast.meeting.date + DAY, time=TEN
    )

    with pytest.raises(NotAllowedYet, match="Meeting 5 is already at that time"):
        polls.decide(poll, by=fay, time_id=asking.ids(poll)[0])

    assert Poll.objects.get().is_open


def test_moved_by_hand_meanwhile_the_question_is_old(asking: Polling):
    poll, fay = asking.open(), asking.cast.membership("fay")
    moving.move(
        asking.cast.meeting, by=fay, date=asking.cast.meeting.date + DAY, time=SIX
    )

    with pytest.raises(Stale, match="already moved this meeting"):
        polls.decide(poll, by=fay, time_id=asking.ids(poll)[1])


def test_a_time_more_is_asked_about(asking: Polling):
    poll, fay = asking.open(), asking.cast.membership("fay")
    asking.say(poll, "pia", "no", "no", "no")

    for _again in range(2):
        polls.add_time(poll, by=fay, date=asking.cast.meeting.date + 4 * DAY, time=TEN)

    assert poll.times.count() == 4
    assert Letters(asking.cast).write("poll_opened") is not None


def test_closed_without_a_date_nothing_moves(asking: Polling):
    poll, fay = asking.open(), asking.cast.membership("fay")

    for _again in range(2):
        polls.close(poll, by=fay)

    assert row(asking.cast).starts_at == asking.cast.meeting.starts_at
    assert Activity.objects.filter(verb=Verb.POLL_CLOSED).count() == 1
    with pytest.raises(Stale, match="closed without a date"):
        polls.decide(poll, by=fay, time_id=asking.ids(poll)[0])


def test_when_all_times_have_passed_it_closes_by_itself(asking: Polling):
    poll = asking.open()
    last = asking.proposed(poll)[-1]

    with at(last.starts_at):
        plan(now())
        plan(now())

    poll.refresh_from_db()
    assert (poll.state, poll.ended_by) == ("closed", None)
    assert Activity.objects.filter(verb=Verb.POLL_LAPSED).count() == 1


def test_a_closed_set_asks_nobody(asking: Polling):
    poll = asking.open()
    close_set(asking.cast.set, by=asking.cast.membership("fay"))

    assert plan(now()) == 0
    poll.refresh_from_db()
    assert not poll.is_open
