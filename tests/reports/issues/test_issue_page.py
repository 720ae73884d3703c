import pytest
from django.urls import reverse

from reports.issues.queries.issue import issue_page
from reports.issues.services import issue as steering
from reports.models import ActionReport, ReportBack
from tests.support.cast import Cast

REFRAMED = "How can I get two teams to plan as one?"


def url(cast: Cast, name: str = "issue") -> str:
    return reverse(f"reports:{name}", args=[cast.set.code, cast.past.issue.pk])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("tom", 200),
        ("ada", 200),
        ("sam", 404),
        ("ola", 404),
        ("zoe", 404),
        ("eve", 404),
    ],
)
def test_the_set_reads_the_line(cast: Cast, who: str, status: int):
    assert cast.client(who).get(url(cast)).status_code == status


def test_an_issue_is_found_in_its_own_set_only(cast: Cast):
    foreign = reverse("reports:issue", args=[cast.quay.set.code, cast.past.issue.pk])

    assert cast.client("ola").get(foreign).status_code == 404


def test_the_line_marks_what_changed_and_lights_the_present(cast: Cast):
    steering.reword(cast.past.issue, by=cast.membership("pia"), sentence=REFRAMED)

    first, last = issue_page(cast.past.issue, cast.membership("tom")).steps

    assert [first.now, last.now] == [False, True]
    assert last.words == [("How can I get two teams to plan", False), ("as one?", True)]


def test_the_line_says_what_was_tried_and_what_came(cast: Cast):
    step = issue_page(cast.past.issue, cast.membership("tom")).steps[0]

    outcomes = [tried.outcome for tried in step.tried]
    assert outcomes == ["not yet", "not yet", "done"]
    assert [came.compared for came in step.came] == ["Better than expected"]
    assert step.meeting == cast.held


def test_what_a_draft_says_is_not_in_the_line(cast: Cast):
    ReportBack.objects.filter(pk=cast.past.filed.pk).delete()
    draft = ReportBack.objects.create(
        meeting=cast.meeting, membership=cast.membership("pia"), lesson="Secret."
    )
    ActionReport.objects.create(
        report_back=draft, action=cast.past.actions[0], status="partly"
    )

    step = issue_page(cast.past.issue, cast.membership("pia")).steps[0]

    assert (step.tried[0].outcome, step.came) == ("", [])


@pytest.mark.parametrize(("who", "status"), [("pia", 302), ("tom", 403), ("ola", 404)])
def test_its_owner_words_it_anew(cast: Cast, who: str, status: int):
    answer = cast.client(who).post(url(cast, "sentence"), {"sentence": REFRAMED})

    assert answer.status_code == status


def test_an_empty_sentence_comes_back(cast: Cast):
    answer = cast.client("pia").post(url(cast, "sentence"), {"sentence": " "})

    assert answer.status_code == 422


@pytest.mark.parametrize("state", ["parked", "closed", "open"])
def test_its_owner_parks_closes_and_reopens_it(cast: Cast, state: str):
    answer = cast.client("pia").post(url(cast, "issue_state"), {"state": state})

    cast.past.issue.refresh_from_db()
    assert (answer.status_code, cast.past.issue.state) == (302, state)


def test_nobody_else_parks_it_and_no_other_state_is_taken(cast: Cast):
    other = cast.client("tom").post(url(cast, "issue_state"), {"state": "parked"})
    wrong = cast.client("pia").post(url(cast, "issue_state"), {"state": "won"})

    cast.past.issue.refresh_from_db()
    assert (other.status_code, wrong.status_code) == (403, 422)
    assert cast.past.issue.state == "open"
