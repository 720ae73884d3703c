"""A number shows only where at least four people stand behind it."""

import datetime as dt

import pytest

from meetings.models import Action, Attendance
from reports.counts import FLOOR, counts, meetings_held, visible

WHEN = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("people", "shown"), [(0, None), (3, None), (4, "7"), (6, "7")]
)
def test_visible_from_four_people_on(people, shown):
    assert visible("7", people) == shown


def figures(cast, of=None) -> dict[str, str | None]:
    pk = (of or cast.set).pk
    found = counts(pk)
    return {f.label: f.value for f in [*found.figures, *found.compared]}


def test_attendance_counts_the_set_not_the_person(cast):
    shown = figures(cast)

    assert shown["meeting held"] == "1"
    assert shown["attendance of the set"] == expected_share(cast)


def expected_share(cast) -> str:
    came = Attendance.objects.filter(
        meeting=cast.held, present_at__isnull=False, membership__kind="member"
    ).count()
    memberships = [*cast.harbour.memberships, cast.membership("eve")]
    return f"{round(100 * came / len(memberships))} %"


def test_two_owners_are_too_few_for_any_figure_on_actions(cast):
    shown = figures(cast)

    held_back = ["actions agreed", "actions done", "actions dropped"]
    assert [shown[label] for label in held_back] == [None, None, None]
    assert shown["days to finish (typical)"] is None
    assert shown["better than expected"] is None


def done_by(cast, names: list[str], days: int) -> None:
    for name in names:
        membership = cast.membership(name)
        Action.objects.create(
            learning_set=cast.set,
            owner=membership,
            meeting=cast.held,
            deed="try it",
            sentence="I will try it",
            due_on=WHEN.date(),
            state=Action.State.DONE,
            created_at=WHEN,
            closed_at=WHEN + dt.timedelta(days=days),
        )


def test_three_more_owners_make_the_figures_show(cast):
    Action.objects.all().delete()
    done_by(cast, ["fay", "pia", "max"], 4)
    assert figures(cast)["actions done"] is None

    done_by(cast, ["ben"], 10)

    shown = figures(cast)
    assert (shown["actions agreed"], shown["actions done"]) == ("4", "4")
    assert shown["days to finish (typical)"] == "4"
    assert shown["actions dropped"] is None


def test_a_label_held_back_says_nothing_of_its_number(cast):
    Action.objects.all().delete()

    done_by(cast, ["fay"], 1)

    assert figures(cast)["actions done"] is None


def test_one_person_counts_once(cast):
    Action.objects.all().delete()

    done_by(cast, ["fay", "fay", "fay", "fay"], 1)

    assert figures(cast)["actions done"] is None


def test_a_set_of_three_shows_nothing(cast):
    assert set(figures(cast, cast.quay.set).values()) == {None}


def test_a_set_is_counted_in_six_queries_and_meetings_of_many_in_one(
    cast, django_assert_num_queries
):
    sets = [cast.set.pk, cast.quay.set.pk, cast.meadow.set.pk]

    with django_assert_num_queries(6):
        held = counts(cast.set.pk).meetings
    with django_assert_num_queries(1):
        of_each = meetings_held(sets)

    assert of_each == {sets[0]: held, sets[1]: None, sets[2]: None}
    assert held == "1"


def test_the_floor_is_four():
    assert FLOOR == 4
