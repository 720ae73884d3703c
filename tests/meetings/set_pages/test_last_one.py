"""The last person of a set leaves it: somebody can come in later, or nobody ever."""

from http import HTTPStatus

import pytest

from actionlearning.lib.clock import at, now
from meetings.models import Meeting
from meetings.room.services import lobby
from meetings.set_pages.services.leaving import end_membership
from sets.invitations.services import accept, revoke
from sets.models import Activity, Invitation, LearningSet, Membership
from sets.permissions import may_close, may_invite
from sets.verbs import Verb
from tests.meetings.room.live_meeting import together
from tests.sets.invitations.inviting import invited
from tests.support import build
from tests.support.cast import Cast


@pytest.fixture
def alone(cast: Cast) -> Cast:
    """Fay is the last one in Harbour, and nobody is invited."""
    fay = cast.membership("fay")
    Membership.current.of(cast.set).exclude(pk=fay.pk).update(left_at=now())
    cast.set.invitations.all().delete()
    return cast


def leave(cast: Cast) -> LearningSet:
    fay = cast.membership("fay")
    end_membership(fay, by=fay)
    return LearningSet.objects.get(pk=cast.set.pk)


def asked(cast: Cast) -> str:
    """Return the page that asks Fay whether she wants to leave."""
    pk = cast.membership("fay").pk
    url = f"/sets/{cast.set.code}/members/{pk}/end/"
    return cast.client("fay").get(url).content.decode()


@pytest.mark.parametrize("role", ["member", "adviser"])
def test_the_first_to_come_in_coordinates(alone: Cast, role: str):
    [nia] = build.people("Nia Cole")
    [invitation] = invited(alone, nia.email, role=role)
    assert not leave(alone).is_closed

    membership = accept(invitation, user=nia)

    assert isinstance(membership, Membership)
    assert (may_invite(membership), may_close(membership)) == (True, True)
    appointed = Activity.objects.filter(verb=Verb.COORDINATOR_APPOINTED)
    assert [row.subject_id for row in appointed] == [membership.pk]


def test_the_second_to_come_in_does_not_coordinate(alone: Cast):
    nia, tim = build.people("Nia Cole", "Tim Ward")
    invitations = invited(alone, nia.email, tim.email)
    leave(alone)
    accept(invitations[0], user=nia)

    second = accept(invitations[1], user=tim)

    assert isinstance(second, Membership)
    assert not second.is_coordinator


def test_a_set_whose_members_have_no_coordinator_gets_one_with_the_next(alone: Cast):
    nia, tim = build.people("Nia Cole", "Tim Ward")
    invitations = invited(alone, nia.email, tim.email)
    first = accept(invitations[0], user=nia)
    Membership.current.of(alone.set).update(is_coordinator=False)

    accept(invitations[1], user=tim)

    coordinating = Membership.current.of(alone.set).filter(is_coordinator=True)
    assert [each.user for each in coordinating] == [alone.fay]
    assert first not in coordinating


def test_who_leaves_an_empty_set_closes_it(alone: Cast):
    assert leave(alone).is_closed

    states = set(alone.set.meetings.values_list("state", flat=True))
    assert states == {Meeting.State.CANCELLED, Meeting.State.ENDED}
    assert Activity.objects.filter(verb=Verb.SET_CLOSED).count() == 1


@pytest.mark.parametrize("how", ["revoked", "expired", "for a manager"])
def test_an_invitation_that_opens_no_place_does_not_keep_it_open(alone: Cast, how: str):
    role = "manager" if how == "for a manager" else "member"
    [invitation] = invited(alone, "nia@example.org", role=role)
    if how == "revoked":
        revoke(invitation, by=alone.membership("fay"))

    with at(now() + (2 * build.WEEK if how == "expired" else 0 * build.WEEK)):
        assert leave(alone).is_closed


def test_who_leaves_others_behind_closes_nothing(cast: Cast):
    assert not leave(cast).is_closed
    heirs = Membership.current.of(cast.set).filter(is_coordinator=True)
    assert [each.first_name for each in heirs] == ["Pia"]


def test_a_live_meeting_keeps_the_set_open(alone: Cast):
    fay = alone.membership("fay")
    lobby.enter(alone.meeting, by=fay)
    lobby.choose_facilitator(alone.meeting, by=fay, who=fay)
    lobby.start(alone.meeting, by=fay)

    assert not leave(alone).is_closed


def test_the_page_says_that_the_set_closes(alone: Cast):
    assert "So the set closes when you leave" in asked(alone)


def test_the_page_says_who_will_coordinate(alone: Cast):
    invited(alone, "nia@example.org")

    assert "the first to come in coordinates it" in asked(alone)


def test_the_page_says_it_to_nobody_else(cast: Cast):
    page = asked(cast)

    assert "whoever has been here longest will" in page
    assert "the last one here" not in page


def test_leaving_by_the_page_closes_the_set(alone: Cast):
    pk = alone.membership("fay").pk

    answer = alone.client("fay").post(f"/sets/{alone.set.code}/members/{pk}/end/")

    assert answer.status_code == HTTPStatus.FOUND
    assert LearningSet.objects.get(pk=alone.set.pk).is_closed


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_comes_in_while_the_last_one_leaves_coordinates():
    of = build.learning_set(build.programme("Harbour Trust"), "Harbour")
    ama, nia = build.people("Ama Boateng", "Nia Cole")
    [place] = build.seat(of, [ama])
    invitation = build.invitation(place, nia.email)

    raised = together(
        lambda: end_membership(place, by=place),
        lambda: accept(Invitation.objects.get(pk=invitation.pk), user=nia),
    )

    assert raised == [None, None]
    [left] = Membership.current.of(of)
    assert (left.user, left.is_coordinator) == (nia, True)
