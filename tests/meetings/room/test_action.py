import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import Stale
from meetings.models import Action
from meetings.room.services import action
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("actions")


@pytest.fixture
def acting(live_meeting: LiveMeeting) -> LiveMeeting:
    return live_meeting.go_to("actions")


def _agree(live_meeting: LiveMeeting, by: str, owner: str, **more: object) -> Action:
    action.agree(
        live_meeting.meeting,
        by=live_meeting.membership(by),
        owner=live_meeting.membership(owner),
        cue="the Monday call ends",
        deed="ask Jo",
        expectation="Jo agrees.",
        due_on=live_meeting.meeting.date + dt.timedelta(days=7),
        client_id=uuid.uuid4(),
    )
    return live_meeting.meeting.actions.latest("pk")


def test_a_member_agrees_an_action_of_their_own(acting: LiveMeeting):
    agreed = _agree(acting, "tom", "tom")

    assert agreed.owner == acting.membership("tom")
    assert agreed.sentence == "When the Monday call ends, I will ask Jo"
    assert agreed.generation is None


def test_the_presenters_action_belongs_to_what_was_worked_on(acting: LiveMeeting):
    agreed = _agree(acting, "pia", "pia")

    assert agreed.generation == acting.meeting.inquiries.get().generation


@pytest.mark.at("")
def test_with_two_airtimes_an_action_belongs_to_the_one_that_is_on(
    live_meeting: LiveMeeting,
):
    live_meeting.hold("airtime").go_to("choose").choose("pia").choose("ben").go_to(
        "decide_1"
    )
    first = [_agree(live_meeting, name, name).generation for name in ("pia", "ben")]
    live_meeting.go_to("decide_2")

    second = _agree(live_meeting, "ben", "ben").generation

    pias, bens = (each.generation for each in live_meeting.meeting.inquiries.all())
    assert (first, second) == ([pias, None], bens)


@pytest.mark.parametrize("by", ["fay", "pia"])
def test_facilitator_and_presenter_write_for_another(acting: LiveMeeting, by: str):
    assert _agree(acting, by, "tom").owner == acting.membership("tom")


@pytest.mark.parametrize(("by", "owner"), [("ben", "tom"), ("ada", "ada")])
def test_nobody_else_does(acting: LiveMeeting, by: str, owner: str):
    with pytest.raises(PermissionDenied):
        _agree(acting, by, owner)


def test_nobody_gives_an_action_to_another_set(acting: LiveMeeting):
    with pytest.raises(PermissionDenied):
        _agree(acting, "fay", "ola")


def test_its_owner_words_it_anew(acting: LiveMeeting):
    agreed = _agree(acting, "fay", "tom")
    due = acting.meeting.date + dt.timedelta(days=3)

    action.reword(
        acting.meeting,
        by=acting.membership("tom"),
        action_id=agreed.pk,
        cue="",
        deed="ring Jo",
        expectation="",
        due_on=due,
    )

    agreed.refresh_from_db()
    assert (agreed.sentence, agreed.due_on) == ("I will ring Jo", due)


def test_its_owner_takes_it_back(acting: LiveMeeting):
    agreed = _agree(acting, "fay", "tom")
    for _ in range(2):
        action.drop(acting.meeting, by=acting.membership("tom"), action_id=agreed.pk)

    assert not acting.meeting.actions.exists()


def test_nobody_else_changes_or_takes_it_back(acting: LiveMeeting):
    agreed = _agree(acting, "fay", "tom")

    with pytest.raises(PermissionDenied):
        action.drop(acting.meeting, by=acting.membership("fay"), action_id=agreed.pk)


def test_an_action_of_another_meeting_is_not_touched(acting: LiveMeeting):
    old = acting.cast.past.actions[0]

    with pytest.raises(Stale):
        action.reword(
            acting.meeting,
            by=acting.membership("pia"),
            action_id=old.pk,
            cue="",
            deed="x",
            expectation="",
            due_on=old.due_on,
        )


def test_an_action_of_an_earlier_meeting_sent_again_is_stale(acting: LiveMeeting):
    old, pia = acting.cast.past.actions[0], acting.membership("pia")

    with pytest.raises(Stale):
        action.agree(
            acting.meeting,
            by=pia,
            owner=pia,
            cue="",
            deed="x",
            expectation="",
            due_on=old.due_on,
            client_id=old.client_id,
        )

    assert not acting.meeting.actions.exists()
