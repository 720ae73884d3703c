import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import notify
from meetings.set_pages.services.leaving import end_membership
from sets.memberships import end, join
from sets.models import Activity, Membership
from sets.verbs import Verb
from tests.support import build
from tests.support.cast import Cast


def waiting(cast: Cast, name: str, key: str, code: str) -> None:
    notify(
        "meeting_reminder",
        to=cast.users[name],
        key=key,
        about={},
        useless_after=now() + build.WEEK,
        set_code=code,
    )


def test_joining_twice_gives_one_place(cast: Cast):
    nia, *_ = build.people("Nia Cole")

    assert join(cast.set, nia) == join(cast.set, nia)
    assert Activity.objects.filter(verb=Verb.MEMBER_JOINED, actor=nia).count() == 1


def test_who_left_comes_back_to_a_new_place(cast: Cast):
    old = cast.membership("eve")

    new = join(cast.set, cast.eve)

    assert new.pk != old.pk
    assert not new.has_left


def test_leaving_ends_the_place_and_what_waits_for_it(cast: Cast):
    waiting(cast, "ben", "a", cast.set.code)
    waiting(cast, "ben", "b", "another-set")
    waiting(cast, "pia", "c", cast.set.code)

    end_membership(cast.membership("ben"), by=cast.membership("ben"))

    assert cast.membership("ben").has_left
    waits = Notice.objects.filter(state="waiting").exclude(kind="place_ended")
    still = waits.order_by("key")
    assert [notice.key for notice in still] == ["b", "c"]


def test_who_is_removed_or_leaves_is_told_that_it_has_happened(cast: Cast):
    end_membership(cast.membership("ben"), by=cast.membership("fay"))
    end_membership(cast.membership("tom"), by=cast.membership("tom"))

    told = Notice.objects.filter(kind="place_ended").order_by("pk")
    assert [(notice.person, notice.set_code) for notice in told] == [
        (cast.ben, ""),
        (cast.tom, ""),
    ]


def test_leaving_ends_the_streams_to_every_room_of_the_set(
    cast: Cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        end_membership(cast.membership("ben"), by=cast.membership("fay"))

    signals = {(call.args[0].room, call.args[0].leaver) for call in callbacks}
    rooms = [cast.meeting, *cast.harbour.later]
    assert {(meeting.room, cast.ben.pk) for meeting in rooms} <= signals
    assert {leaver for _room, leaver in signals if leaver} == {cast.ben.pk}


def test_ending_twice_is_logged_once(cast: Cast):
    membership, fay = cast.membership("ben"), cast.membership("fay")

    end(membership, by=fay)
    end(membership, by=fay)

    assert Activity.objects.filter(verb=Verb.MEMBER_REMOVED).count() == 1


def test_the_longest_member_takes_over_from_the_last_coordinator(cast: Cast):
    end(cast.membership("fay"), by=cast.membership("fay"))

    heirs = Membership.current.of(cast.set).filter(is_coordinator=True)
    assert [heir.first_name for heir in heirs] == ["Pia"]


def test_a_second_coordinator_stays_the_only_one(cast: Cast):
    Membership.objects.filter(pk=cast.membership("tom").pk).update(is_coordinator=True)

    end(cast.membership("fay"), by=cast.membership("fay"))

    heirs = Membership.current.of(cast.set).filter(is_coordinator=True)
    assert [heir.first_name for heir in heirs] == ["Tom"]


def test_the_last_one_out_leaves_an_empty_set(cast: Cast):
    for membership in Membership.current.of(cast.set):
        end(membership, by=membership)

    assert not Membership.current.of(cast.set).exists()


def end_url(cast: Cast, name: str) -> str:
    return f"/sets/{cast.set.code}/members/{cast.membership(name).pk}/end/"


def test_a_page_asks_before_a_place_ends(cast: Cast):
    shown = cast.client("ben").get(end_url(cast, "ben"))

    assert "Leave this set?" in shown.text
    assert not cast.membership("ben").has_left


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("ben", "ben", 302),
        ("fay", "ben", 302),
        ("pia", "ben", 403),
        ("ola", "ben", 404),
        ("sam", "ben", 404),
        ("olu", "ben", 404),
    ],
)
def test_oneself_and_the_coordinator_end_a_place(
    cast: Cast, who: str, whom: str, status: int
):
    response = cast.client(who).post(end_url(cast, whom))

    assert response.status_code == status
    assert cast.membership(whom).has_left == (status == 302)


def test_a_place_of_another_set_is_not_found(cast: Cast):
    other = cast.membership("kit")
    url = f"/sets/{cast.set.code}/members/{other.pk}/end/"

    assert cast.client("fay").post(url).status_code == 404


def test_after_leaving_nothing_of_the_set_opens(cast: Cast):
    browser = cast.client("ben")
    browser.post(end_url(cast, "ben"))

    for page in ("", "members/", "agreement/"):
        assert browser.get(f"/sets/{cast.set.code}/{page}").status_code == 404


def test_the_members_page_names_everybody_and_their_part(cast: Cast):
    text = cast.client("ben").get(f"/sets/{cast.set.code}/members/").text

    for name in ("Fay Okoro", "Ada Quinn", "Sam Field"):
        assert name in text
    assert "Eve Lake" not in text
    assert "Remove Pia" not in text


def test_the_members_page_costs_the_same_for_few_and_many(cast: Cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as statements:
            cast.client("fay").get(f"/sets/{cast.set.code}/members/")
        return len(statements)

    cost()  # the first visit also notes the browser
    few = cost()
    for user in build.people("Nia Cole", "Oz Kaya", "Vic Day"):
        join(cast.set, user)
        build.invitation(cast.membership("fay"), f"guest-of-{user.email}")

    assert cost() == few
