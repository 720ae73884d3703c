"""A person's notices: the same as their mail, each once, and nothing of a set they left."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.accounts.services import keep_messages
from actionlearning.lib.clock import now
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.inbox import KEPT, forget
from actionlearning.outbox.models import Notice
from sets.inbox.queries import A_PAGE, badges_of, inbox, visible
from sets.memberships import end
from tests.support.cast import Cast

DAY = dt.timedelta(days=1)


def notice(
    cast: Cast, to: str = "pia", kind: str = "wrap_up", **more: object
) -> Notice:
    person: User = cast.users[to]
    fields: dict[str, object] = {
        "key": f"{kind}:{Notice.objects.count()}",
        "set_code": cast.set.code,
        "useless_after": now() + DAY,
        "headline": "Harbour: what was agreed",
        "link": cast.held.get_absolute_url(),
        "shown_at": now(),
        "state": "sent",
        **more,
    }
    return Notice.objects.create(
        kind=kind, person=person, address=person.email, **fields
    )


def read(cast: Cast, who: str = "pia") -> str:
    return cast.client(who).get("/notices/").text


def test_a_notice_stands_there_with_its_link_and_its_set(cast):
    row = notice(cast)

    page = read(cast)

    assert "Harbour: what was agreed" in page
    assert f'action="/notices/{row.pk}/"' in page
    assert "Unread:" in page


def test_its_buttons_work_in_a_real_browser_s_form(cast):
    row = notice(cast)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.pia)
    page = browser.get("/notices/").text
    address = f"/notices/{row.pk}/"
    form = page.split(f'action="{address}"')[1].split("</form>")[0]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    answer = browser.post(address, {"csrfmiddlewaretoken": token})

    assert answer.status_code == 302


def test_an_empty_page_says_what_will_come(cast):
    assert "No notices yet" in read(cast)


def test_what_was_mailed_stands_there_once_in_the_same_words(cast, mailoutbox):
    Notice.objects.create(
        kind="wrap_up",
        key="w",
        person=cast.pia,
        address=cast.pia.email,
        about={"meeting": cast.held.pk},
        set_code=cast.set.code,
        useless_after=now() + DAY,
    )

    for _ in range(2):
        drain(until=now() + DAY)
        Notice.objects.update(state="waiting")

    page = read(cast)
    assert len(mailoutbox) == 2
    assert {message.subject for message in mailoutbox} == {
        visible(cast.pia)[0].headline
    }
    assert page.count('class="notice-open"') == 1


@pytest.mark.parametrize("who", ["ben", "sam", "eve", "ola"])
def test_nobody_else_sees_it(cast, who):
    row = notice(cast)
    assert "what was agreed" in read(cast)

    assert "what was agreed" not in read(cast, who)
    assert cast.client(who).post(f"/notices/{row.pk}/").status_code == 404
    assert Notice.objects.get(pk=row.pk).read_at is None


def test_who_leaves_sees_nothing_of_that_set_any_more(cast):
    row = notice(cast)
    notice(cast, set_code="", headline="About yourself")
    assert badges_of(cast.pia).unread == 2

    end(cast.membership("pia"), by=cast.membership("pia"))

    page = read(cast)
    assert "Harbour: what was agreed" not in page
    assert "About yourself" in page
    assert badges_of(cast.pia).unread == 1
    assert cast.client("pia").post(f"/notices/{row.pk}/").status_code == 404


def test_a_manager_sees_what_is_for_managers_while_they_are_one(cast):
    notice(cast, "sam", "released", headline="A story for you")
    notice(cast, "sam", "wrap_up", headline="From when Sam was a member")
    page = read(cast, "sam")
    assert "A story for you" in page
    assert "From when Sam was a member" not in page

    cast.set.managers.update(ended_at=now())

    assert "A story for you" not in read(cast, "sam")


def test_a_kind_that_is_switched_off_is_not_there(cast):
    notice(cast)
    off = {"wrap_up": {"mail": True, "inbox": False}}

    notice(cast, kind="poll_opened", headline="Harbour: when can you?")
    assert badges_of(cast.pia).unread == 2
    keep_messages(cast.pia, channels=off, quiet_days=[], away=None)

    cast.pia.refresh_from_db()
    assert badges_of(cast.pia).unread == 1
    assert "what was agreed" not in read(cast)


def test_a_morning_mail_is_no_notice_of_its_own(cast):
    notice(cast, kind="morning", set_code="")

    assert badges_of(cast.pia).unread == 0


def test_opening_one_reads_it_and_goes_where_it_points(cast):
    row = notice(cast)

    answer = cast.client("pia").post(f"/notices/{row.pk}/")

    assert answer.headers["Location"] == cast.held.get_absolute_url()
    assert badges_of(cast.pia).unread == 0


def test_one_can_be_marked_as_read_and_unread(cast):
    row = notice(cast)
    client = cast.client("pia")

    counts = []
    for mark in ("read", "read", "unread"):
        client.post(f"/notices/{row.pk}/", {"mark": mark})
        counts.append(badges_of(cast.pia).unread)

    assert counts == [0, 0, 1]


def test_all_are_marked_as_read_but_nobody_else_s(cast):
    for to in ("pia", "pia", "ben"):
        notice(cast, to)

    cast.client("pia").post("/notices/reading/")

    assert (badges_of(cast.pia).unread, badges_of(cast.ben).unread) == (0, 1)
    assert "Mark all as read" not in read(cast)


def test_the_head_of_a_page_counts_what_is_not_read(cast):
    head = "Unread notices:"
    assert head not in cast.client("pia").get("/profile/").text

    notice(cast)

    assert head in cast.client("pia").get("/profile/").text
    assert head not in cast.client("ben").get("/profile/").text


def test_the_head_of_a_page_asks_once(cast, django_assert_num_queries):
    for _ in range(3):
        notice(cast)

    with django_assert_num_queries(1):
        assert badges_of(cast.pia).unread == 3


def test_many_notices_take_as_many_queries_as_one(cast, django_assert_num_queries):
    notice(cast)
    with django_assert_num_queries(4):
        assert len(inbox(cast.pia, "1").lines) == 1
    for _ in range(A_PAGE):
        notice(cast)

    with django_assert_num_queries(4):
        assert len(inbox(cast.pia, "1").lines) == A_PAGE


def test_older_ones_are_a_page_away(cast):
    with time_machine.travel(now() - DAY, tick=False):
        notice(cast, headline="The oldest")
    for _ in range(A_PAGE):
        notice(cast)

    assert "The oldest" not in read(cast)
    assert "The oldest" in cast.client("pia").get("/notices/?page=2").text
    assert cast.client("pia").get("/notices/?page=none").status_code == 200


def test_after_ninety_days_it_is_gone(cast):
    notice(cast, shown_at=now() - KEPT - DAY, useless_after=now() - KEPT - DAY)
    kept = notice(cast, shown_at=now() - KEPT + DAY, useless_after=now() - KEPT + DAY)
    waits = notice(
        cast, shown_at=None, useless_after=now() - KEPT - DAY, state="waiting"
    )

    assert [row.pk for row in visible(cast.pia)] == [kept.pk]
    hour = now().replace(minute=0)
    assert [forget(hour + DAY / 1440), forget(hour), forget(hour)] == [0, 1, 0]
    assert set(Notice.objects.values_list("pk", flat=True)) == {kept.pk, waits.pk}
