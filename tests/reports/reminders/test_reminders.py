import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.accounts.models import User
from actionlearning.lib.clock import instant_of
from actionlearning.outbox.models import Notice
from meetings.models import Meeting
from reports.models import ReportBack
from reports.reminders.queries import due as mornings
from reports.reminders.services.planning import plan
from sets.models import LearningSet
from tests.reports.reminders.tuesday_set import DAY, MEETS_ON, TuesdaySet, at

pytestmark = pytest.mark.django_db

HALF_PAST_SEVEN = dt.time(7, 30)
MINUTE = dt.timedelta(minutes=1)


def queued(kind: str) -> list[str]:
    notices = (
        Notice.objects.filter(kind=kind)
        .select_related("person")
        .order_by("person", "pk")
    )
    return [notice.person.first_name for notice in notices if notice.person]


# -- The morning of a meeting ----------------------------------------------------------


def test_everybody_is_reminded_once_in_the_morning():
    TuesdaySet("")

    counts = [plan(at(MEETS_ON) + n * MINUTE) for n in (-1, 0, 1)]

    assert counts == [0, 2, 0]
    assert queued("meeting_reminder") == ["Fay", "Pia"]


def test_each_person_is_reminded_at_their_own_hour():
    harbour = TuesdaySet("")
    User.objects.filter(pk=harbour.pia.user_id).update(morning=dt.time(6))

    plan(at(MEETS_ON, 6))

    assert queued("meeting_reminder") == ["Pia"]


def test_each_person_is_reminded_in_their_own_zone():
    harbour = TuesdaySet("")
    User.objects.filter(pk=harbour.pia.user_id).update(zone="Asia/Kathmandu")

    plan(instant_of(MEETS_ON, HALF_PAST_SEVEN, "Asia/Kathmandu"))

    assert queued("meeting_reminder") == ["Pia"]


def test_a_scheduler_that_was_dead_catches_up_once():
    TuesdaySet("")

    counts = [plan(at(MEETS_ON, 8, 59)), plan(at(MEETS_ON, 9))]

    assert counts == [2, 0]


def test_a_meeting_that_has_begun_is_not_announced():
    TuesdaySet("")

    assert plan(at(MEETS_ON, 9)) == 0


@pytest.mark.parametrize("state", ["cancelled", "live", "ended", "abandoned"])
def test_only_a_scheduled_meeting_is_announced(state):
    TuesdaySet("")
    Meeting.objects.update(state=state, phase="choose")

    assert plan(at(MEETS_ON)) == 0


def test_a_closed_set_hears_nothing():
    TuesdaySet("")
    LearningSet.objects.update(closed_at=at(MEETS_ON) - DAY)

    assert plan(at(MEETS_ON)) == 0


def test_who_has_left_or_closed_the_account_hears_nothing():
    harbour = TuesdaySet("")
    harbour.set.memberships.filter(pk=harbour.fay.pk).update(left_at=at(MEETS_ON))
    User.objects.filter(pk=harbour.pia.user_id).update(is_active=False)

    assert plan(at(MEETS_ON)) == 0


def test_an_adviser_is_reminded_and_asked_for_no_report():
    harbour = TuesdaySet("", met_on=MEETS_ON - 7 * DAY)
    harbour.set.memberships.filter(pk=harbour.pia.pk).update(kind="adviser")

    plan(at(MEETS_ON - DAY))
    plan(at(MEETS_ON))

    assert queued("report_due") == ["Fay"]
    assert queued("meeting_reminder") == ["Fay", "Pia"]


# -- The day before --------------------------------------------------------------------


def test_who_has_not_filed_is_asked_the_day_before():
    harbour = TuesdaySet("", met_on=MEETS_ON - 7 * DAY)
    ReportBack.objects.create(
        meeting=harbour.meeting, membership=harbour.fay, state="draft"
    )

    counts = [plan(at(MEETS_ON - DAY) + n * MINUTE) for n in (-1, 0, 1)]

    assert counts == [0, 2, 0]
    assert queued("report_due") == ["Fay", "Pia"]


@pytest.mark.parametrize("state", ["filed", "given", "skipped"])
def test_who_has_settled_theirs_is_not_asked(state):
    harbour = TuesdaySet("", met_on=MEETS_ON - 7 * DAY)
    ReportBack.objects.create(
        meeting=harbour.meeting, membership=harbour.fay, state=state
    )

    plan(at(MEETS_ON - DAY))

    assert queued("report_due") == ["Pia"]


def test_before_the_first_meeting_there_is_nothing_to_report():
    TuesdaySet("")

    assert plan(at(MEETS_ON - DAY)) == 0


def test_a_newcomer_has_nothing_to_report():
    harbour = TuesdaySet("", met_on=MEETS_ON - 7 * DAY)
    harbour.set.memberships.filter(pk=harbour.pia.pk).update(
        joined_at=harbour.held.starts_at + DAY
    )

    plan(at(MEETS_ON - DAY))

    assert queued("report_due") == ["Fay"]


def test_a_daily_set_is_only_reminded():
    TuesdaySet("", met_on=MEETS_ON - DAY)

    plan(at(MEETS_ON - DAY, 23))
    plan(at(MEETS_ON))

    assert queued("report_due") == []
    assert queued("meeting_reminder") == ["Fay", "Pia"]


def test_after_a_gap_one_mail_says_both():
    TuesdaySet("", met_on=MEETS_ON - 7 * DAY)

    plan(at(MEETS_ON, 8))

    assert queued("report_due") == []
    assert queued("meeting_reminder") == ["Fay", "Pia"]


# -- Actions ---------------------------------------------------------------------------


def days_of_follow_ups(days: int) -> list[tuple[str, int]]:
    """Tick until an action is over; return which follow-up came on which day."""
    harbour = TuesdaySet("", met_on=dt.date(2027, 1, 12))
    harbour.acts(days=days)
    for quarters in range((days + 2) * 4):
        plan(at(harbour.held.date, 7) + quarters * DAY / 4)
    return [
        (str(notice.about["at"]), (notice.due_at.date() - harbour.held.date).days)
        for notice in Notice.objects.filter(kind="action_follow_up").order_by("due_at")
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, []),
        (2, [("eve", 1)]),
        (3, [("half", 1), ("eve", 2)]),
        (7, [("half", 3), ("eve", 6)]),
        (28, [("half", 14), ("eve", 27)]),
    ],
)
def test_an_action_is_followed_up_at_half_time_and_the_day_before(days, expected):
    assert days_of_follow_ups(days) == expected


def test_actions_due_together_share_a_mail():
    harbour = TuesdaySet("", met_on=dt.date(2027, 1, 12))
    harbour.acts(days=7)
    harbour.acts(days=7)
    harbour.acts(days=14)

    plan(at(dt.date(2027, 1, 18)))

    followed = Notice.objects.filter(kind="action_follow_up")
    assert [n.about["due_on"] for n in followed] == ["2027-01-19"]


def test_a_closed_action_is_left_in_peace():
    harbour = TuesdaySet("", met_on=dt.date(2027, 1, 12))
    harbour.acts(days=7, state="done", closed_at=at(dt.date(2027, 1, 13)))

    assert plan(at(dt.date(2027, 1, 18))) == 0


def test_after_a_gap_an_action_is_followed_up_once():
    harbour = TuesdaySet("", met_on=dt.date(2027, 1, 12))
    harbour.acts(days=7)

    counts = [plan(at(dt.date(2027, 1, 18), 12)), plan(at(dt.date(2027, 1, 20), 0, 0))]

    assert counts == [1, 0]
    assert Notice.objects.get(kind="action_follow_up").about["at"] == "eve"


def test_what_is_over_is_not_followed_up():
    harbour = TuesdaySet("", met_on=dt.date(2027, 1, 12))
    harbour.acts(days=7)

    assert plan(at(dt.date(2027, 1, 20), 0, 0)) == 0


# -- Cost ------------------------------------------------------------------------------


def test_three_sets_cost_as_many_queries_as_one():
    def cost() -> int:
        Notice.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert plan(at(MEETS_ON))
        return len(queries)

    TuesdaySet("A", met_on=MEETS_ON - 7 * DAY).acts(days=8)
    one = cost()
    for name in "BC":
        TuesdaySet(name, met_on=MEETS_ON - 7 * DAY).acts(days=8)

    assert cost() == one


def test_planning_for_few_at_a_time_forgets_nobody(monkeypatch):
    monkeypatch.setattr(mornings, "AT_ONCE", 1)
    for name in "AB":
        TuesdaySet(name, met_on=MEETS_ON - 7 * DAY).acts(days=8)

    plan(at(MEETS_ON))

    assert queued("meeting_reminder") == ["FayA", "PiaA", "FayB", "PiaB"]
    assert len(queued("action_follow_up")) == 2
    assert len(queued("morning")) == 4
