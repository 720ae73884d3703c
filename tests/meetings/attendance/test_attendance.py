import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.errors import Stale
from meetings.attendance import services as attendance
from meetings.models import Attendance, Meeting
from meetings.rota.queries import turns as rota
from sets import memberships as membership
from sets.models import Activity
from sets.verbs import Verb
from tests.support import build
from tests.support.cast import Cast


def names(cast: Cast) -> list[str]:
    duties = rota.ahead(cast.set)
    return [duty.facilitator.first_name for duty in duties if duty.facilitator]


def test_the_rota_names_the_next_two_and_says_why(cast: Cast):
    first, second = rota.ahead(cast.set)

    assert (first.meeting, second.meeting) == (cast.meeting, cast.harbour.later[0])
    assert names(cast) == ["Fay", "Pia"]
    assert first.why == "Fay: no turn yet in 1 meeting."
    assert first.stand_in == cast.membership("pia")


def test_a_turn_is_told_with_its_date(cast: Cast):
    for name in ("fay", "pia", "ben", "lea", "tom"):
        attendance.reply(cast.meeting, by=cast.membership(name), answer="cannot")

    duty = rota.ahead(cast.set)[0]

    held_on = f"{cast.held.date.day} {cast.held.date:%B}"
    assert duty.why == (
        f"Max is covering: Fay can’t come. Max: 1 turn in 1 meeting, last on {held_on}."
    )


def test_the_next_in_line_covers_and_the_absent_one_keeps_their_place(cast: Cast):
    attendance.reply(cast.meeting, by=cast.membership("fay"), answer="cannot")

    first, second = rota.ahead(cast.set)

    assert names(cast) == ["Pia", "Fay"]
    assert first.why.startswith("Pia is covering: Fay can’t come.")
    assert second.why == "Fay: no turn yet in 1 meeting."


def test_coming_after_all_takes_the_turn_back(cast: Cast):
    attendance.reply(cast.meeting, by=cast.membership("fay"), answer="cannot")
    attendance.reply(cast.meeting, by=cast.membership("fay"), answer="coming")

    assert names(cast) == ["Fay", "Pia"]


def test_whom_the_set_chose_facilitates(cast: Cast):
    cast.meeting.facilitator = cast.membership("ben")
    cast.meeting.save(update_fields=["facilitator"])

    duty = rota.ahead(cast.set)[0]

    assert duty.facilitator == cast.membership("ben")
    assert duty.why == "The set chose Ben."


def test_nobody_can_come(cast: Cast):
    for each in cast.harbour.memberships:
        attendance.reply(cast.meeting, by=each, answer="cannot")

    duty = rota.ahead(cast.set)[0]

    assert duty.facilitator is None
    assert duty.why == "So far nobody on the rota can come."


def test_a_newcomer_practises_and_then_joins_with_the_average(cast: Cast):
    nia, *_ = build.people("Nia Cole")
    newcomer = membership.join(cast.set, nia)

    first, second, third = rota.ahead(cast.set, count=3)

    assert (newcomer in first.line, newcomer in second.line) == (False, False)
    assert first.learning == ("Nia is shadowing.",)
    assert second.learning == ("Nia is helping to facilitate.",)
    assert third.learning == ()
    # Fay and Pia had their turns by then; who has waited longer comes before Nia.
    assert newcomer in third.line


def test_a_founder_is_no_newcomer(cast: Cast):
    assert [duty.learning for duty in rota.ahead(cast.set)] == [(), ()]


def test_an_adviser_and_who_has_left_are_not_in_line(cast: Cast):
    membership.end(cast.membership("fay"), by=cast.membership("fay"))

    line = rota.ahead(cast.set)[0].line

    assert [membership.first_name for membership in line] == [
        "Pia",
        "Ben",
        "Léa",
        "Tom",
        "Max",
    ]


def test_the_rota_costs_the_same_with_one_and_with_three_past_meetings(cast: Cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as statements:
            rota.ahead(cast.set)
        return len(statements)

    one = cost()
    cast.set.meetings.filter(pk__in=[m.pk for m in cast.harbour.later[:2]]).update(
        state=Meeting.State.ENDED, facilitator=cast.membership("fay")
    )

    assert (one, cost()) == (3, 3)


def test_asked_together_each_set_has_its_own_rota(
    cast: Cast, django_assert_num_queries
):
    attendance.reply(cast.meeting, by=cast.membership("fay"), answer="cannot")
    sets = [world.set for world in cast.worlds]

    with django_assert_num_queries(3):
        duties = rota.ahead_of(sets)

    assert duties == {each: rota.ahead(each) for each in sets}
    first = [duties[each][0].facilitator for each in sets]
    assert first == [cast.membership(name) for name in ("pia", "ola", "zoe")]


def test_a_reply_raises_the_version_and_is_logged_once(cast: Cast):
    for _ in range(2):
        attendance.reply(cast.meeting, by=cast.membership("ben"), answer="coming")

    cast.meeting.refresh_from_db()
    assert cast.meeting.version == 1
    assert Activity.objects.filter(verb=Verb.ATTENDANCE_PROMISED).count() == 1


def test_a_meeting_that_was_held_takes_no_reply(cast: Cast):
    with pytest.raises(Stale):
        attendance.reply(cast.held, by=cast.membership("ben"), answer="cannot")

    kept = Attendance.objects.get(meeting=cast.held, membership=cast.membership("ben"))
    assert kept.reply == Attendance.Reply.COMING


def test_who_facilitated_past_meetings(cast: Cast):
    assert rota.facilitators(cast.set) == [(cast.held.date, "Max Adler")]


def post(cast: Cast, who: str, meeting: Meeting, **data: str):
    return cast.client(who).post(f"/meetings/{meeting.code}/reply/", data)


def test_who_cannot_come_reads_who_facilitates_instead(cast: Cast):
    response = post(cast, "fay", cast.meeting, answer="cannot")

    assert response.status_code == 302
    assert response["Location"] == f"/sets/{cast.set.code}/"
    page = cast.client("fay").get(response["Location"]).text
    assert "Pia will facilitate instead." in page


def test_a_reply_goes_back_to_a_local_page_only(cast: Cast):
    home = post(cast, "ben", cast.meeting, answer="coming", next="/actions/")
    evil = post(cast, "ben", cast.meeting, answer="coming", next="//evil.example/")

    assert home["Location"] == "/actions/"
    assert evil["Location"] == f"/sets/{cast.set.code}/"


@pytest.mark.parametrize(
    ("who", "status"), [("ada", 302), ("eve", 404), ("ola", 404), ("sam", 404)]
)
def test_only_the_set_replies(cast: Cast, who: str, status: int):
    assert post(cast, who, cast.meeting, answer="coming").status_code == status


def test_who_was_removed_while_answering_replies_nothing(cast: Cast):
    ben = cast.membership("ben")
    membership.end(ben, by=cast.membership("fay"))

    with pytest.raises(PermissionDenied):
        attendance.reply(cast.meeting, by=ben, answer="coming")

    assert not cast.meeting.attendances.filter(membership=ben).exists()


def test_a_wrong_answer_and_a_held_meeting_show_the_set_as_it_is(cast: Cast):
    assert post(cast, "ben", cast.meeting, answer="maybe").status_code == 422
    assert post(cast, "ben", cast.held, answer="cannot").status_code == 409
