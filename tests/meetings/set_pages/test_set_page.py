import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.clock import now
from meetings.attendance import services as attendance
from meetings.models import Attendance, Generation, Issue, Meeting
from meetings.room.services import lobby
from meetings.selectors import held, next_meeting
from meetings.set_pages.queries.organisation import organisation_page
from meetings.set_pages.queries.set_page import set_page
from sets.access import organisation_or_404
from sets.agreement.services import write
from sets.memberships import end, join
from sets.models import Membership
from tests.support import build
from tests.support.cast import Cast


def test_the_page_shows_what_comes_next(cast: Cast):
    page = set_page(cast.membership("ben"))

    assert page.next is not None
    assert page.next.meeting == cast.meeting
    assert page.next.duty.facilitator == cast.membership("fay")
    assert (page.next.cannot, page.next.silent) == (0, 6)
    assert [seat.name for seat in page.seats if seat.is_facilitator] == ["Fay Okoro"]


def test_the_page_counts_answers_and_knows_mine(cast: Cast):
    attendance.reply(cast.meeting, by=cast.membership("ben"), answer="coming")
    attendance.reply(cast.meeting, by=cast.membership("tom"), answer="cannot")

    page = set_page(cast.membership("ben"))

    assert page.next is not None
    assert (page.next.cannot, page.next.silent) == (1, 4)
    assert page.next.counted.startswith("1 of 6 is coming;")
    assert page.next.my_reply == "coming"
    assert [seat.name for seat in page.seats if seat.away] == ["Tom Reed"]


def test_the_page_shows_issues_by_their_current_sentence(cast: Cast):
    Generation.objects.create(
        issue=cast.past.issue,
        number=3,
        sentence="How can I find out who decides?",
        how=Generation.How.REFRAMED,
    )

    issue, *_ = set_page(cast.membership("ben")).issues

    assert issue.sentence == "How can I find out who decides?"
    assert (issue.count, issue.owner.name) == (3, "Pia Lind")


def test_earlier_meetings_are_folded_away_and_all_there(cast: Cast):
    of = build.learning_set(cast.set.programme, "Old")
    [ben] = build.seat(of, [cast.ben])
    held = build.meetings(of, held=10, ahead=1)[:10]

    page = set_page(ben)

    assert page.recent == held[:1:-1]
    assert page.earlier == [held[1], held[0]]
    text = cast.client("ben").get(of.get_absolute_url()).text
    assert [each.get_absolute_url() in text for each in held] == [True] * 10


def test_open_issues_come_first(cast: Cast):
    closed = Issue.objects.create(
        learning_set=cast.set, owner=cast.membership("tom"), state=Issue.State.CLOSED
    )

    assert set_page(cast.membership("ben")).issues == [cast.past.issue, closed]


def test_the_time_of_the_set_is_shown_to_who_lives_elsewhere(cast: Cast):
    cast.ben.zone = "America/New_York"
    cast.ben.save(update_fields=["zone"])

    far, near = set_page(cast.membership("ben")), set_page(cast.membership("pia"))

    assert far.next is not None
    assert near.next is not None
    assert (far.next.set_time, near.next.set_time) == ("09:00 London", "")
    assert "New York" in far.next.when


def test_new_ground_rules_ask_on_the_page(cast: Cast):
    write(cast.set, "Phones away.", by=cast.membership("pia"))

    assert set_page(cast.membership("ben")).asks_for_my_word
    assert not set_page(cast.membership("pia")).asks_for_my_word


def test_the_page_reads_like_a_letter(cast: Cast):
    text = cast.client("ben").get(f"/sets/{cast.set.code}/").text

    for words in (
        "Fay is facilitating.",
        "Fay: no turn yet in 1 meeting.",
        "How can I get two teams to want one plan?",
        "Max facilitated",
        "I can’t come",
    ):
        assert words in text


def test_who_came_early_is_lit_and_the_way_in_is_filled(cast: Cast):
    lobby.enter(cast.meeting, by=cast.membership("ben"))
    quiet = cast.client("ben").get(f"/sets/{cast.set.code}/").text
    lobby.enter(cast.meeting, by=cast.membership("pia"))

    lit = cast.client("ben").get(f"/sets/{cast.set.code}/").text

    assert "is in the room." not in quiet
    assert "Pia is in the room." in lit
    assert [quiet.count("btn go"), lit.count("btn go")] == [1, 1]


def test_a_set_without_anybody_else_says_what_to_do(cast: Cast):
    for membership in cast.harbour.memberships[1:]:
        end(membership, by=membership)

    text = cast.client("fay").get(f"/sets/{cast.set.code}/").text

    assert "1 person is invited, nobody has joined yet." in text


def test_a_closed_set_says_so_and_asks_for_nothing(cast: Cast):
    cast.set.closed_at = now()
    cast.set.save(update_fields=["closed_at"])

    text = cast.client("ben").get(f"/sets/{cast.set.code}/").text

    assert "This set has ended." in text
    assert "I am coming" not in text
    assert (
        cast.client("ben")
        .post(f"/meetings/{cast.meeting.code}/reply/", {"answer": "coming"})
        .status_code
        == 403
    )


def test_a_set_whose_dates_have_passed_says_so(cast: Cast):
    cast.set.meetings.filter(state="scheduled").update(state="cancelled")

    text = cast.client("ben").get(f"/sets/{cast.set.code}/").text

    assert "No meeting is planned." in text


def test_the_next_meeting_stays_next_for_a_while_after_its_start(cast: Cast):
    cast.meeting.starts_at = now() - dt.timedelta(hours=2)
    cast.meeting.save(update_fields=["starts_at"])
    assert next_meeting(cast.set) == cast.meeting

    cast.meeting.starts_at = now() - dt.timedelta(hours=4)
    cast.meeting.save(update_fields=["starts_at"])
    assert next_meeting(cast.set) == cast.harbour.later[0]
    assert held(cast.set).first() == cast.held


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("ada", 200),
        ("eve", 404),
        ("ola", 404),
        ("zoe", 404),
        ("sam", 404),
        ("olu", 404),
    ],
)
def test_only_the_set_opens_its_page(cast: Cast, who: str, status: int):
    assert cast.client(who).get(f"/sets/{cast.set.code}/").status_code == status


def test_the_page_costs_the_same_with_one_and_with_three_of_everything(cast: Cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as statements:
            set_page(membership)
        return len(statements)

    membership = cast.membership("ben")
    one = cost()
    for user in build.people("Nia Cole", "Oz Kaya"):
        join(cast.set, user)
        issue = Issue.objects.create(learning_set=cast.set, owner=membership)
        Generation.objects.create(issue=issue, number=1, sentence="How can I rest?")
    cast.set.meetings.filter(pk=cast.harbour.later[-1].pk).update(
        state=Meeting.State.ENDED, facilitator=membership
    )

    assert (one, cost()) == (one, one)
    assert one <= 12


def administered(cast: Cast, who: str):
    organisation = cast.set.programme.organisation
    return organisation_page(*organisation_or_404(cast.users[who], organisation.code))


def test_administrators_see_plumbing(cast: Cast):
    (programme,) = administered(cast, "olu").programmes

    harbour, quay = programme.sets
    assert (harbour.name, harbour.coordinators, harbour.people) == (
        "Harbour",
        "Fay Okoro",
        7,
    )
    assert (harbour.invited, harbour.held) == (1, 1)
    assert harbour.next_at == cast.meeting.starts_at
    assert quay.name == "Quay"


def test_attendance_is_shown_only_where_four_stand_behind_it(cast: Cast):
    ben = Attendance.objects.filter(
        meeting=cast.held, membership__user__name="Ben Shah"
    )
    ben.update(present_at=None)

    harbour, quay = administered(cast, "olu").programmes[0].sets

    # Six of the seven who had a place when it began (Eve has left since).
    assert (harbour.attendance, quay.attendance) == (86, None)


def test_a_programmes_administrator_sees_only_that_programme(cast: Cast):
    other = cast.set.programme.organisation.programmes.create(name="Other")
    build.learning_set(other, "Elsewhere")

    peg = [line.name for line in administered(cast, "peg").programmes]
    olu = [line.name for line in administered(cast, "olu").programmes]

    assert (peg, olu) == (["Leading change"], ["Leading change", "Other"])


def test_the_organisations_page_has_no_way_into_a_set(cast: Cast):
    url = f"/organisations/{cast.set.programme.organisation.code}/"

    text = cast.client("olu").get(url).text

    assert "Harbour" in text
    assert cast.set.code not in text
    assert cast.past.generation.sentence not in text
    assert cast.client("fay").get(url).status_code == 404


def test_the_organisations_page_costs_the_same_for_more_sets(cast: Cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as statements:
            administered(cast, "olu")
        return len(statements)

    two = cost()
    for name in ("Third", "Fourth"):
        new = build.learning_set(cast.set.programme, name)
        Membership.objects.create(learning_set=new, user=cast.ben)

    assert cost() == two
