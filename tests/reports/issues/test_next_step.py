import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from actionlearning.lib.errors import Stale
from meetings.models import Generation, Inquiry, Meeting
from reports.issues.services import issue as steering
from reports.issues.services.next_step import open_next
from reports.models import NextStep
from tests.support.cast import Cast

REFRAMED = "How can I get two teams to share one plan?"


@pytest.fixture
def fresh(cast: Cast) -> Cast:
    """Pia's issue was worked on; her report has not said yet how it goes on."""
    NextStep.objects.filter(report_back=cast.past.given).delete()
    cast.past.issue.generations.filter(number__gt=1).delete()
    return cast


def line(cast: Cast) -> list[tuple[int, str, str]]:
    rows = cast.past.issue.generations.values_list("number", "how", "sentence")
    return list(rows)


def choose(cast: Cast, choice: str, sentence: str = "") -> NextStep:
    return open_next(
        cast.past.given,
        by=cast.membership("pia"),
        issue=cast.past.issue,
        choice=choice,
        sentence=sentence,
    )


def work_on(generation: Generation, cast: Cast) -> None:
    Inquiry.objects.create(
        meeting=cast.held,
        generation=generation,
        presenter=cast.membership("pia"),
        slot=2,
    )


def test_going_on_opens_the_next_generation_with_the_same_sentence(fresh: Cast):
    step = choose(fresh, "continue")

    first = fresh.past.generation.sentence
    assert line(fresh) == [(1, "new", first), (2, "continued", first)]
    assert step.generation == fresh.past.issue.generations.get(number=2)


def test_asking_differently_keeps_the_old_sentence_in_the_line(fresh: Cast):
    choose(fresh, "reframe", REFRAMED)

    assert line(fresh) == [
        (1, "new", fresh.past.generation.sentence),
        (2, "reframed", REFRAMED),
    ]


def test_the_same_choice_twice_is_one_generation(fresh: Cast):
    first = choose(fresh, "reframe", REFRAMED)
    second = choose(fresh, "reframe", REFRAMED)

    assert first == second
    assert len(line(fresh)) == 2


@pytest.mark.parametrize(
    ("choice", "state", "generations"),
    [("close", "closed", 1), ("park", "parked", 1), ("continue", "open", 2)],
)
def test_changing_ones_mind_replaces_the_choice(
    fresh: Cast, choice: str, state: str, generations: int
):
    choose(fresh, "reframe", REFRAMED)

    choose(fresh, choice)

    fresh.past.issue.refresh_from_db()
    steps = fresh.past.given.next_steps.values_list("choice", flat=True)
    assert (list(steps), fresh.past.issue.state) == ([choice], state)
    assert len(line(fresh)) == generations


def test_a_mind_is_not_changed_once_the_set_has_worked_on_it(fresh: Cast):
    step = choose(fresh, "continue")
    assert step.generation
    work_on(step.generation, fresh)

    with pytest.raises(Stale):
        choose(fresh, "close")

    fresh.past.issue.refresh_from_db()
    assert fresh.past.issue.state == "open"


def test_a_new_issue_is_opened_once_per_sentence(fresh: Cast):
    report, pia = fresh.past.given, fresh.membership("pia")
    before = fresh.set.issues.count()

    for _ in range(2):
        open_next(report, by=pia, issue=None, choice="new", sentence="How can I rest?")

    assert fresh.set.issues.count() == before + 1


def sits_again(cast: Cast) -> None:
    """Let the meeting of the given report, which Max facilitates, go on."""
    cast.held.state, cast.held.phase = Meeting.State.LIVE, "close"
    cast.held.save(update_fields=["state", "phase"])


def test_the_facilitator_may_open_it_with_the_owner_while_the_set_sits(fresh: Cast):
    sits_again(fresh)

    open_next(
        fresh.past.given,
        by=fresh.membership("max"),
        issue=fresh.past.issue,
        choice="park",
    )

    assert fresh.past.given.next_steps.get().choice == "park"


@pytest.mark.parametrize("name", ["max", "tom", "ada"])
def test_nobody_else_opens_what_a_report_raised(fresh: Cast, name: str):
    with pytest.raises(PermissionDenied):
        open_next(
            fresh.past.given,
            by=fresh.membership(name),
            issue=fresh.past.issue,
            choice="park",
        )

    assert not fresh.past.given.next_steps.exists()


def test_an_issue_of_another_set_is_not_opened(fresh: Cast):
    with pytest.raises(PermissionDenied):
        open_next(
            fresh.past.given,
            by=fresh.membership("pia"),
            issue=fresh.quay.past.issue,
            choice="close",
        )


def url(cast: Cast, name: str = "next_steps") -> str:
    return reverse(f"reports:{name}", args=[cast.held.code, cast.past.given.pk])


def test_the_page_offers_each_of_my_issues(fresh: Cast):
    page = fresh.client("pia").get(url(fresh)).content.decode()

    assert fresh.past.generation.sentence in page
    assert "Ask it differently" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("pia", 302), ("max", 302), ("tom", 403), ("ada", 403), ("ola", 404)],
)
def test_who_may_choose_on_the_page_while_the_set_sits(
    fresh: Cast, who: str, status: int
):
    sits_again(fresh)
    form = {"issue": fresh.past.issue.pk, "choice": "park"}

    assert fresh.client(who).post(url(fresh), form).status_code == status


@pytest.mark.parametrize("name", ["next_steps", "new_issue"])
@pytest.mark.parametrize(("who", "status"), [("pia", 302), ("max", 403)])
def test_who_facilitated_has_no_say_after_the_meeting(
    fresh: Cast, name: str, who: str, status: int
):
    form = {"issue": fresh.past.issue.pk, "choice": "park", "sentence": "How can I?"}

    assert fresh.client(who).post(url(fresh, name), form).status_code == status


def test_asking_differently_needs_a_new_sentence_and_keeps_what_was_typed(fresh: Cast):
    form = {"issue": fresh.past.issue.pk, "choice": "reframe", "sentence": ""}

    answer = fresh.client("pia").post(url(fresh), form)

    assert answer.status_code == 422
    assert "Write how you would ask it now." in answer.content.decode()


def test_a_choice_for_another_issue_is_stale(fresh: Cast):
    form = {"issue": fresh.quay.past.issue.pk, "choice": "close"}

    assert fresh.client("pia").post(url(fresh), form).status_code == 409


def test_a_draft_opens_nothing(fresh: Cast):
    draft = fresh.past.draft
    address = reverse("reports:next_steps", args=[fresh.meeting.code, draft.pk])

    assert fresh.client("ben").get(address).status_code == 404


def test_a_new_issue_from_the_page(fresh: Cast):
    empty = fresh.client("pia").post(url(fresh, "new_issue"), {"sentence": ""})
    made = fresh.client("pia").post(url(fresh, "new_issue"), {"sentence": "How?"})

    assert (empty.status_code, made.status_code) == (422, 302)


def test_rewording_what_waits_makes_no_further_generation(fresh: Cast):
    pia, issue = fresh.membership("pia"), fresh.past.issue
    steering.reword(issue, by=pia, sentence=REFRAMED)

    steering.reword(issue, by=pia, sentence=f"{REFRAMED} Really?")

    assert [number for number, _how, _sentence in line(fresh)] == [1, 2]
