import datetime as dt

import pytest
import time_machine
from django.test import Client

from actionlearning.lib.clock import at, now
from meetings.models import Meeting
from meetings.room.services import lobby
from meetings.rota.services import swap
from reports.home.queries.home import home
from reports.report_backs.services import report_back
from sets.memberships import end, join
from sets.models import Acceptance, Agreement
from tests.meetings.polls.polling import Polling
from tests.support.cast import Cast


def soon(meeting: Meeting, minutes: int) -> None:
    """Let a meeting start in so many minutes."""
    starts_at = now() + dt.timedelta(minutes=minutes)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts_at)


def needs(cast: Cast, name: str) -> str:
    need = home(cast.users[name]).need
    return need.title if need else ""


def test_signed_out_the_front_page_is_shown(db):
    answer = Client().get("/")

    assert answer.status_code == 200
    assert "reports/home/front.html" in [template.name for template in answer.templates]


@pytest.mark.parametrize("who", ["fay", "ada", "sam", "olu", "eve", "zoe"])
def test_home_is_everybodys(cast: Cast, who: str):
    assert cast.client(who).get("/").status_code == 200


def test_nothing_is_lit_while_nothing_is_needed(cast: Cast):
    assert needs(cast, "tom") == ""


def test_a_report_back_is_needed_three_days_before(cast: Cast):
    soon(cast.meeting, 60 * 24 * 2)

    assert needs(cast, "tom") == "Your report-back is not filed yet."
    assert needs(cast, "pia") == ""
    assert "report-back" not in needs(cast, "ada")


def test_a_skipped_report_back_is_not_asked_for(cast: Cast):
    soon(cast.meeting, 60 * 24 * 2)
    report_back.skip(cast.meeting, by=cast.membership("tom"), reason="On leave.")

    assert needs(cast, "tom") == ""


def test_the_ground_rules_come_before_the_report(cast: Cast):
    soon(cast.meeting, 60 * 24 * 2)
    Acceptance.objects.filter(membership=cast.membership("tom")).delete()

    assert needs(cast, "tom") == "The set asks you to accept its ground rules."


def test_a_poll_needs_an_answer_until_it_has_one(cast: Cast):
    polling = Polling(cast)
    poll = polling.open()
    assert needs(cast, "tom") == "Your set is looking for a date."
    need = home(cast.tom).need
    assert need
    assert need.url == poll.get_absolute_url()

    polling.say(poll, "tom", "yes", "no")
    assert needs(cast, "tom") == "Your set is looking for a date."
    polling.say(poll, "tom", "yes", "no", "maybe")

    assert needs(cast, "tom") == ""
    assert needs(cast, "ola") == ""


def test_a_poll_that_takes_no_answers_needs_none(cast: Cast):
    Polling(cast).open(closes_at=now() + dt.timedelta(hours=1))

    with at(now() + dt.timedelta(hours=2)):
        assert needs(cast, "tom") == ""


def test_who_is_asked_by_name_to_facilitate_is_told_so(cast: Cast):
    fay, tom = cast.membership("fay"), cast.membership("tom")
    soon(cast.meeting, 60 * 24 * 2)

    asked = swap.offer(cast.meeting, by=fay, to=tom)

    assert needs(cast, "tom") == "Fay is asking you to facilitate next time."
    assert needs(cast, "ben") == "Your report-back is not filed yet."
    swap.withdraw(asked, by=fay)
    assert needs(cast, "tom") == "Your report-back is not filed yet."
    swap.offer(cast.meeting, by=fay)
    assert needs(cast, "tom") == "Your report-back is not filed yet."


def test_a_room_that_is_open_comes_before_everything_but_a_meeting(cast: Cast):
    Acceptance.objects.all().delete()
    soon(cast.meeting, 20)
    opens = needs(cast, "tom")
    Meeting.objects.filter(pk=cast.meeting.pk).update(state="live", phase="open")

    assert opens == "The room is open."
    assert needs(cast, "tom") == "The set is meeting now."


def test_a_manager_is_asked_for_an_answer(cast: Cast):
    assert needs(cast, "sam") == "A set is waiting for your answer."


def test_there_is_one_filled_button(cast: Cast):
    soon(cast.meeting, 60 * 24 * 2)

    for who in ("tom", "pia", "sam", "eve"):
        page = cast.client(who).get("/").content.decode()
        assert page.count("btn go") == 1


def test_the_news_are_of_my_sets_and_of_others_deeds(cast: Cast):
    report_back.file(cast.meeting, by=cast.membership("max"), fields={"did": "A"})

    seen = {
        who: [line.sentence for line in home(cast.users[who]).news]
        for who in ("tom", "max", "ola", "eve")
    }

    assert seen == {"tom": ["Max filed a report-back"], "max": [], "ola": [], "eve": []}


def test_who_left_sees_nothing_of_the_set(cast: Cast):
    end(cast.membership("tom"), by=cast.membership("tom"))

    page = home(cast.tom)

    assert page.is_empty
    assert "Harbour" not in cast.client("tom").get("/").content.decode()


def test_a_closed_set_asks_for_nothing(cast: Cast):
    cast.set.closed_at = now()
    cast.set.save(update_fields=["closed_at"])
    Agreement.objects.create(learning_set=cast.set, version=2, ground_rules="New.")

    page = home(cast.tom)

    assert (page.need, page.next) == (None, None)
    assert [card.name for card in page.cards] == ["Harbour"]


def test_three_sets_take_as_many_queries_as_one(
    cast: Cast, django_assert_max_num_queries
):
    with django_assert_max_num_queries(17) as with_one:
        home(cast.tom)
    for world in (cast.quay, cast.meadow):
        join(world.set, cast.tom)

    with django_assert_max_num_queries(len(with_one)):
        page = home(cast.tom)

    assert len(page.cards) == 3


def test_who_waits_in_the_room_is_what_needs_the_others(cast: Cast):
    lobby.enter(cast.meeting, by=cast.membership("ben"))

    page = cast.client("tom").get("/").text

    assert needs(cast, "tom") == "Ben is in the room."
    assert needs(cast, "ben") == ""
    assert cast.meeting.get_room_url() in page
    assert page.count("btn go") == 1


def test_who_waits_in_a_later_room_is_told_too(cast: Cast):
    join(cast.quay.set, cast.tom)
    soon(cast.meeting, 60 * 24)
    lobby.enter(cast.quay.meeting, by=cast.membership("ola"))

    assert needs(cast, "tom") == "Ola is in the room."


def test_who_has_gone_again_is_not_in_the_room(cast: Cast):
    lobby.enter(cast.meeting, by=cast.membership("ben"))

    with time_machine.travel(now() + dt.timedelta(minutes=2)):
        assert needs(cast, "tom") == ""
