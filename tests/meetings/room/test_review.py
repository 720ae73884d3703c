import datetime as dt
import re
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import Stale
from meetings.models import Meeting
from meetings.room.forms.review import ReviewForm
from meetings.room.services import review
from tests.meetings.room.airtime import page
from tests.meetings.room.live_meeting import LiveMeeting

RULE = "We ask before we advise."

pytestmark = pytest.mark.at("review")


def _write(live_meeting: LiveMeeting, name: str, helped: str = "Silence.") -> int:
    return review.write(
        live_meeting.meeting,
        by=live_meeting.membership(name),
        helped=helped,
        differently="",
    ).version


@pytest.fixture
def reviewing(live_meeting: LiveMeeting) -> LiveMeeting:
    return live_meeting.go_to("review")


def test_each_writes_and_may_write_again(reviewing: LiveMeeting):
    _write(reviewing, "tom")
    _write(reviewing, "tom", "Ben's question.")

    row = reviewing.meeting.reviews.get()
    assert (row.membership, row.helped) == (
        reviewing.membership("tom"),
        "Ben's question.",
    )


def test_the_same_words_again_change_nothing(reviewing: LiveMeeting):
    assert _write(reviewing, "tom") == _write(reviewing, "tom")


def test_after_the_reveal_nobody_writes(reviewing: LiveMeeting):
    _write(reviewing, "tom")
    review.reveal(reviewing.meeting, by=reviewing.membership("fay"))

    with pytest.raises(Stale):
        _write(reviewing, "ben")


def test_revealing_twice_is_once(reviewing: LiveMeeting):
    versions = [
        review.reveal(reviewing.meeting, by=reviewing.membership("fay")).version
        for _ in range(2)
    ]

    assert versions[0] == versions[1]


def test_only_the_facilitator_reveals(reviewing: LiveMeeting):
    with pytest.raises(PermissionDenied):
        review.reveal(reviewing.meeting, by=reviewing.membership("ben"))


def _mark(live_meeting: LiveMeeting, *names: str, mark: int = 3) -> None:
    for name in names:
        review.write(
            live_meeting.meeting,
            by=live_meeting.membership(name),
            helped="",
            differently="",
            scores={RULE: mark},
        )


def _post(live_meeting: LiveMeeting, name: str, **sent: object) -> Any:
    url = reverse("meetings:review", args=[live_meeting.meeting.code])
    return live_meeting.cast.client(name).post(url, sent)


def test_the_sets_own_rules_are_marked(reviewing: LiveMeeting):
    field = ReviewForm(rules=[RULE]).marked[0].html_name
    assert f'name="{field}"' in page(reviewing, "tom")

    _post(reviewing, "tom", **{field: "2"})

    assert reviewing.meeting.reviews.get().scores == {RULE: 2}


def test_nothing_at_all_is_sent_back(reviewing: LiveMeeting):
    assert _post(reviewing, "tom").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_marks_are_shown_together_and_without_names(reviewing: LiveMeeting):
    _mark(reviewing, "tom", "ben")
    _mark(reviewing, "lea", mark=1)
    assert "2 well" not in page(reviewing, "ben")

    review.reveal(reviewing.meeting, by=reviewing.membership("fay"))

    assert "2 well, 1 not today" in page(reviewing, "ben")


def test_two_marks_stay_hidden(reviewing: LiveMeeting):
    _mark(reviewing, "tom", "ben")

    review.reveal(reviewing.meeting, by=reviewing.membership("fay"))

    assert "2 well" not in page(reviewing, "fay")


def test_the_facilitator_comes_last(reviewing: LiveMeeting):
    for name in ("fay", "tom", "ben"):
        _write(reviewing, name, f"{name} kept quiet.")
    review.reveal(reviewing.meeting, by=reviewing.membership("fay"))

    shown = re.findall(r"(\w+) kept quiet", page(reviewing, "ben"))

    assert shown == ["tom", "ben", "fay"]


def test_the_first_minute_is_silent_and_counted(reviewing: LiveMeeting):
    assert 'id="quiet"' in page(reviewing, "tom")

    ago = shared_now() - dt.timedelta(seconds=61)
    Meeting.objects.filter(pk=reviewing.meeting.pk).update(phase_started_at=ago)
    _write(reviewing, "ben")

    assert 'id="quiet"' not in page(reviewing, "tom")
    assert 'id="review"' in page(reviewing, "tom")
