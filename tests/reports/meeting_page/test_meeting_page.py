import datetime as dt

import pytest
from django.urls import reverse

from actionlearning.lib.clock import now
from meetings.attendance import services as attendance
from meetings.models import Meeting, Review
from meetings.room.services import lobby
from reports.meeting_page.queries import preparation
from reports.models import ReportBack
from reports.record.queries.record import record
from tests.support.cast import Cast


def url(meeting: Meeting) -> str:
    return reverse("reports:meeting", args=[meeting.code])


def page(cast: Cast, who: str, meeting: Meeting | None = None) -> str:
    return cast.client(who).get(url(meeting or cast.meeting)).content.decode()


def becomes(meeting: Meeting, state: str) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=state, phase="open")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("tom", 200),
        ("ada", 200),
        ("sam", 404),
        ("olu", 404),
        ("ola", 404),
        ("zoe", 404),
        ("eve", 404),
    ],
)
def test_the_set_reads_its_meetings(cast: Cast, who: str, status: int):
    assert cast.client(who).get(url(cast.meeting)).status_code == status
    assert cast.client(who).get(url(cast.held)).status_code == status


def test_before_it_the_report_back_is_lit(cast: Cast):
    tom, pia = page(cast, "tom"), page(cast, "pia")

    assert "Your report-back is not filed yet." in tom
    assert "Yours is filed." in pia
    assert [tom.count("btn go"), pia.count("btn go")] == [1, 0]


def test_an_adviser_is_asked_for_nothing(cast: Cast):
    assert "report-back/" not in page(cast, "ada")


def test_the_agenda_sums_to_the_meetings_length(cast: Cast):
    agenda = preparation(cast.meeting, cast.membership("tom")).agenda

    assert sum(phase.minutes for phase in agenda) == cast.meeting.minutes


def test_the_viewers_clock_counts_and_the_sets_is_named(cast: Cast):
    cast.tom.zone = "America/New_York"

    membership = cast.membership("tom")
    membership.user = cast.tom
    when = preparation(cast.meeting, membership).when

    assert "New York" in when.span
    assert when.set_time == "09:00 London"


def test_the_room_opens_half_an_hour_before(cast: Cast):
    early = page(cast, "pia")
    Meeting.objects.filter(pk=cast.meeting.pk).update(
        starts_at=now() + dt.timedelta(minutes=25)
    )

    assert "Meet now instead" in early
    assert "Open the room" in page(cast, "pia")


def test_while_it_is_live_the_one_lit_thing_is_to_join(cast: Cast):
    becomes(cast.meeting, "live")

    shown = page(cast, "tom")

    assert "The set is meeting now." in shown
    assert shown.count("btn go") == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [("cancelled", "was called off"), ("abandoned", "was abandoned")],
)
def test_a_meeting_that_was_not_held_says_so(cast: Cast, state: str, words: str):
    becomes(cast.meeting, state)

    assert words in page(cast, "tom")


def test_the_record_names_my_actions_first(cast: Cast):
    kept = record(cast.held, cast.membership("ben"))

    assert [action.owner.first_name for action in kept.my_actions] == ["Ben"]
    assert {action.owner.first_name for action in kept.other_actions} == {"Pia"}


def test_the_record_holds_what_was_worked_on_and_told(cast: Cast):
    shown = page(cast, "tom", cast.held)

    assert "Bring both leads to one table." in shown
    assert "Ask for an hour, not for agreement." in shown
    assert "Kim called the day after." in shown
    assert "Long silences after a question." in shown


def test_a_meeting_held_on_another_day_says_when_and_for_when_it_was_planned(
    cast: Cast,
):
    planned = cast.held.starts_at
    cast.held.started_at = planned - dt.timedelta(days=1, minutes=12)

    kept = record(cast.held, cast.membership("ben"))

    assert kept.span.endswith(f"(planned for {planned:%-d %B})")


def test_a_review_that_was_not_revealed_stays_hidden(cast: Cast):
    Meeting.objects.filter(pk=cast.held.pk).update(review_revealed_at=None)

    assert "Long silences" not in page(cast, "tom", cast.held)


def test_a_draft_is_not_in_the_record(cast: Cast):
    ReportBack.objects.filter(pk=cast.past.given.pk).update(state="draft")

    assert "Ask for an hour" not in page(cast, "tom", cast.held)


def test_from_the_record_only_the_reporter_goes_on(cast: Cast):
    assert "next-steps/" in page(cast, "pia", cast.held)
    assert "next-steps/" not in page(cast, "tom", cast.held)


def test_the_queries_of_a_record_do_not_grow(cast: Cast, django_assert_max_num_queries):
    tom = cast.membership("tom")
    with django_assert_max_num_queries(14) as before:
        record(cast.held, tom)
    for membership in cast.harbour.memberships[2:]:
        ReportBack.objects.create(
            meeting=cast.held, membership=membership, state="filed", did="A"
        )
    Review.objects.filter(membership=tom).update(helped="More.")

    with django_assert_max_num_queries(len(before)):
        assert len(record(cast.held, tom).tellings) == 5


def test_who_came_early_is_the_one_lit_thing(cast: Cast):
    lobby.enter(cast.meeting, by=cast.membership("ben"))
    lobby.enter(cast.meeting, by=cast.membership("max"))

    tom, ben = page(cast, "tom"), page(cast, "ben")

    assert "Ben is in the room." in tom
    assert "Max is in the room." in ben
    assert "Meet now instead" not in tom
    assert "Write my report-back" in tom
    assert [tom.count("btn go"), ben.count("btn go")] == [1, 1]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "You meet for the first time: there is nothing to report on yet."),
        (2, "Nobody has filed one yet."),
    ],
)
def test_a_first_meeting_asks_nobody_for_a_report_back(
    cast: Cast, number: int, said: str
):
    cast.meeting.report_backs.all().delete()
    Meeting.objects.filter(pk=cast.held.pk).update(number=99)
    Meeting.objects.filter(pk=cast.meeting.pk).update(number=number)

    assert said in page(cast, "tom")


def test_a_reply_beside_its_reason_is_in_the_readers_language(cast: Cast):
    tom = cast.membership("tom")
    attendance.reply(cast.meeting, by=tom, answer="perhaps", reason="Noch unklar.")
    cast.ben.language = "de"
    cast.ben.save(update_fields=["language"])

    assert "Tom, vielleicht" in page(cast, "ben")
