import pytest
from django.http import Http404

from meetings.access import meeting_or_404, room_for_listener
from sets.models import Membership
from tests.support.cast import Cast

STRANGERS = ["ola", "zoe", "sam", "olu", "peg", "eve"]


def test_a_member_gets_meeting_and_place_in_one_query(
    cast: Cast, django_assert_num_queries
):
    with django_assert_num_queries(1):
        meeting, membership = meeting_or_404(cast.fay, cast.meeting.code)
        _seen = meeting.learning_set.programme.organisation.name, membership.user.email

    assert (meeting, membership) == (cast.meeting, cast.membership("fay"))
    assert membership.is_coordinator
    assert membership.joined_at == cast.membership("fay").joined_at


def test_an_adviser_comes_in_as_adviser(cast: Cast):
    _meeting, membership = meeting_or_404(cast.ada, cast.meeting.code)

    assert membership.kind == "adviser"


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_finds_no_meeting(cast: Cast, name: str):
    with pytest.raises(Http404):
        meeting_or_404(cast.users[name], cast.meeting.code)


def test_who_came_back_enters_with_the_new_place(cast: Cast):
    new = Membership.objects.create(learning_set=cast.set, user=cast.eve)

    assert meeting_or_404(cast.eve, cast.meeting.code)[1] == new


def test_a_member_may_listen(cast: Cast):
    heard = room_for_listener(cast.tom, cast.meeting.code)

    assert heard == (cast.meeting.code, cast.meeting.version)


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_may_not_listen(cast: Cast, name: str):
    assert room_for_listener(cast.users[name], cast.meeting.code) is None
