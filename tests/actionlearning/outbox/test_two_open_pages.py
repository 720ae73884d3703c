"""Two tabs with a person's choices: each keeps what was changed on it, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from html.parser import HTMLParser

import pytest
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.accounts.services import NOT_AWAY, keep_messages, switch_mail
from tests.support.build import people

pytestmark = pytest.mark.django_db
PAGE = "/profile/messages/"


class OpenPage(HTMLParser):
    """The page as a browser has it open: what a form would send as it stands."""

    def __init__(self, visitor: Client) -> None:
        super().__init__()
        self.visitor = visitor
        self.sends: dict[str, list[str]] = defaultdict(list)
        self.feed(visitor.get(PAGE).text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a field; a box counts where it is ticked."""
        found = dict(attrs)
        is_box = found.get("type") == "checkbox"
        is_off = is_box and "checked" not in found
        if tag == "input" and not is_off and (name := found.get("name")):
            self.sends[name].append(found.get("value") or ("on" if is_box else ""))

    def tick(self, **boxes: bool) -> OpenPage:
        """Tick boxes, or take ticks away."""
        for name, is_on in boxes.items():
            self.sends[name] = ["on"] if is_on else []
        return self

    def fill(self, **values: str | list[str]) -> OpenPage:
        """Type into fields."""
        for name, value in values.items():
            self.sends[name] = [value] if isinstance(value, str) else value
        return self

    def send(self) -> int:
        """Send the form, and return the status of the answer."""
        return self.visitor.post(PAGE, self.sends).status_code


@pytest.fixture
def pia() -> User:
    return people("Pia Lind")[0]


@pytest.fixture
def visitor(pia: User) -> Client:
    visitor = Client()
    visitor.force_login(pia)
    return visitor


def test_a_form_sent_as_it_stands_keeps_nothing(pia: User, visitor: Client):
    keep_messages(pia, channels={"wrap_up": {"mail": False}}, quiet_days=[5])

    assert OpenPage(visitor).send() == 302

    pia.refresh_from_db()
    assert (pia.channels, pia.quiet_days) == ({"wrap_up": {"mail": False}}, [5])


def test_two_tabs_change_different_boxes(pia: User, visitor: Client):
    one, other = OpenPage(visitor), OpenPage(visitor)

    one.tick(mail_wrap_up=False, inbox_report_due=False).send()
    other.tick(inbox_wrap_up=False, mail_starts_soon=True).send()

    pia.refresh_from_db()
    assert pia.channels == {
        "wrap_up": {"mail": False, "inbox": False},
        "report_due": {"inbox": False},
        "starts_soon": {"mail": True},
    }


def test_the_same_box_is_as_the_last_tab_changed_it(pia: User, visitor: Client):
    one, other = OpenPage(visitor), OpenPage(visitor)
    one.tick(mail_wrap_up=False).send()

    other.tick(mail_wrap_up=False).send()
    OpenPage(visitor).tick(mail_wrap_up=True).send()

    pia.refresh_from_db()
    assert pia.channels == {"wrap_up": {"mail": True}}


def test_boxes_quiet_days_and_a_time_away_are_three_things(pia: User, visitor: Client):
    boxes, days, away = OpenPage(visitor), OpenPage(visitor), OpenPage(visitor)

    away.fill(away_from="2027-01-04", away_until="2027-01-08").send()
    days.fill(quiet_days=["5", "6"]).send()
    boxes.tick(mail_wrap_up=False).send()

    pia.refresh_from_db()
    assert pia.channels == {"wrap_up": {"mail": False}}
    assert pia.quiet_days == [5, 6]
    assert (pia.away_from, pia.away_until) == (
        dt.date(2027, 1, 4),
        dt.date(2027, 1, 8),
    )


def test_a_time_away_and_quiet_days_are_taken_back(pia: User, visitor: Client):
    OpenPage(visitor).fill(
        away_from="2027-01-04", away_until="2027-01-08", quiet_days=["5"]
    ).send()

    OpenPage(visitor).fill(away_from="", away_until="", quiet_days=[]).send()

    pia.refresh_from_db()
    assert (pia.away_from, pia.away_until, pia.quiet_days) == (*NOT_AWAY, [])


def test_a_mail_s_own_button_is_not_undone_by_an_open_page(pia: User, visitor: Client):
    page = OpenPage(visitor)
    switch_mail(pia.pk, "report_due", on=False)

    page.tick(inbox_wrap_up=False).send()

    pia.refresh_from_db()
    assert pia.channels == {"report_due": {"mail": False}, "wrap_up": {"inbox": False}}


def test_a_mistake_keeps_what_the_tab_has_seen(pia: User, visitor: Client):
    page = OpenPage(visitor).fill(away_from="2027-01-04").tick(mail_wrap_up=False)
    switch_mail(pia.pk, "report_due", on=False)
    refused = visitor.post(PAGE, page.sends)
    assert refused.status_code == 422

    again = OpenPage(visitor)
    again.sends.clear()
    again.feed(refused.text)
    again.fill(away_until="2027-01-08").send()

    pia.refresh_from_db()
    assert pia.channels == {"report_due": {"mail": False}, "wrap_up": {"mail": False}}
    assert pia.away_until == dt.date(2027, 1, 8)


def test_a_form_without_what_was_shown_is_compared_with_what_is_stored(
    pia: User, visitor: Client
):
    keep_messages(pia, channels={"wrap_up": {"mail": False}})
    page = OpenPage(visitor).tick(mail_wrap_up=True, mail_report_due=False)
    for name in [name for name in page.sends if name.startswith("initial-")]:
        del page.sends[name]

    page.send()

    pia.refresh_from_db()
    assert pia.channels == {"wrap_up": {"mail": True}, "report_due": {"mail": False}}


def test_what_was_stored_since_the_request_began_stays(pia: User):
    as_it_was = User.objects.get(pk=pia.pk)
    switch_mail(pia.pk, "wrap_up", on=False)
    User.objects.filter(pk=pia.pk).update(quiet_days=[5])

    keep_messages(as_it_was, channels={"report_due": {"mail": False}})

    pia.refresh_from_db()
    assert pia.channels == {"wrap_up": {"mail": False}, "report_due": {"mail": False}}
    assert pia.quiet_days == [5]
