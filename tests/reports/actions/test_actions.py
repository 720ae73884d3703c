import pytest
from django.urls import reverse

from meetings.models import Action
from reports.models import ActionReport, ReportBack
from sets.memberships import end
from tests.support.cast import Cast

PAGE = "/actions/"


def test_my_actions_over_all_my_sets_and_nobody_elses(cast: Cast):
    mine = cast.client("pia").get(PAGE).content.decode()
    others = cast.client("tom").get(PAGE).content.decode()

    assert "draw one plan on one page" in mine
    assert "show my team the draft" not in mine
    assert "You have not promised anything yet" in others


def test_after_leaving_a_set_its_actions_are_gone(cast: Cast):
    end(cast.membership("pia"), by=cast.membership("pia"))

    assert "draw one plan" not in cast.client("pia").get(PAGE).content.decode()


def ends(cast: Cast, who: str, **form: str) -> int:
    url = reverse("reports:action_end", args=[cast.past.actions[0].pk])
    return cast.client(who).post(url, form).status_code


@pytest.mark.parametrize(
    ("who", "status"), [("pia", 302), ("tom", 403), ("ola", 404), ("sam", 404)]
)
def test_only_its_owner_ends_an_action(cast: Cast, who: str, status: int):
    assert ends(cast, who, state="done") == status

    state = Action.objects.get(pk=cast.past.actions[0].pk).state
    assert state == ("done" if status == 302 else "open")


def test_done_twice_is_done_once(cast: Cast):
    assert [ends(cast, "pia", state="done") for _ in range(2)] == [302, 302]


def test_done_in_one_window_is_not_dropped_in_another(cast: Cast):
    assert ends(cast, "pia", state="done") == 302
    assert ends(cast, "pia", state="dropped") == 409


def test_a_word_waits_in_the_next_report_back(cast: Cast):
    ReportBack.objects.filter(pk=cast.past.filed.pk).delete()

    ends(cast, "pia", state="dropped", word="Kim had done it already.")

    told = ActionReport.objects.get(report_back__meeting=cast.meeting)
    assert (told.report_back.state, told.status) == ("draft", "dropped")
    assert told.why == "Kim had done it already."


@pytest.mark.parametrize(
    ("state", "offer", "answer"),
    [
        (
            "draft",
            "Only you can see it until you file",
            "is waiting in your next report-back",
        ),
        ("filed", "the set can read it at once", "where the set can read it"),
        ("skipped", "", ""),
    ],
)
def test_the_page_says_who_will_read_a_word(
    cast: Cast, state: str, offer: str, answer: str
):
    mine = cast.meeting.report_backs.filter(membership=cast.membership("pia"))
    mine.update(state=state)
    url = reverse("reports:action_end", args=[cast.past.actions[0].pk])
    word = {"word": "Kim had done it."} if offer else {}

    before = cast.client("pia").get(PAGE).content.decode()
    after = cast.client("pia").post(url, {"state": "done", **word}, follow=True)

    assert (offer in before, 'name="word"' in before) == (True, bool(offer))
    assert answer in after.content.decode()


def test_a_word_that_is_too_long_comes_back(cast: Cast):
    url = reverse("reports:action_end", args=[cast.past.actions[0].pk])

    answer = cast.client("pia").post(url, {"state": "done", "word": "long " * 120})

    assert answer.status_code == 422
    assert "long long" in answer.content.decode()


def test_an_end_can_be_taken_back(cast: Cast):
    done = cast.past.actions[2]
    url = reverse("reports:reopening", args=[done.pk])

    denied = cast.client("tom").post(url)
    taken = cast.client("ben").post(url)

    done.refresh_from_db()
    assert (denied.status_code, taken.status_code) == (403, 302)
    assert done.is_open
