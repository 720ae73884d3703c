"""Pages and letters promise no next meeting where none is left, and no letter that never goes."""

import datetime as dt

import pytest

from actionlearning.lib.clock import now
from actionlearning.outbox.email import compose
from actionlearning.outbox.models import Notice
from meetings.dates.services.cancelling import call_off
from meetings.models import Meeting
from meetings.polls.services import polls
from sets.memberships import end
from tests.meetings.polls.polling import DAY, TEN, Polling
from tests.support.cast import Cast

DUE = "due at the next meeting"
KEEP = "keep their dates. Report-backs wait until a meeting is planned."


def text(cast: Cast, address: str, who: str = "fay") -> str:
    return " ".join(cast.client(who).get(address).text.split())


def letter(cast: Cast) -> str:
    """Return what Pia is told of what was called off."""
    written = compose(Notice.objects.get(kind="meeting_cancelled", person=cast.pia))
    assert written
    return " ".join(str(written.body).split())


def is_last(cast: Cast) -> None:
    """Let no meeting be planned after Harbour's next one."""
    later = [meeting.pk for meeting in cast.harbour.later]
    Meeting.objects.filter(pk__in=later).delete()


@pytest.mark.parametrize(
    ("scope", "says", "not_said"), [("this", DUE, KEEP), ("following", KEEP, DUE)]
)
def test_the_letter_says_when_things_are_due(cast: Cast, scope, says, not_said):
    call_off(cast.meeting, by=cast.membership("fay"), scope=scope)

    said = letter(cast)

    assert says in said
    assert not_said not in said


def test_the_letter_of_the_last_meeting_promises_no_next(cast: Cast):
    last = cast.harbour.later[-1]
    call_off(last, by=cast.membership("fay"), scope="this")

    # The one that the rule makes later takes nothing over.
    Meeting.objects.filter(pk=last.pk).update(starts_at=last.starts_at - 2 * DAY)
    later = Meeting.objects.get(pk=cast.harbour.later[0].pk)
    Meeting.objects.filter(pk=later.pk).update(
        starts_at=last.starts_at, created_at=now() + DAY
    )

    assert KEEP in letter(cast)


@pytest.mark.parametrize(
    ("who", "is_alone", "says"),
    [
        ("fay", False, "at the next remaining meeting"),
        ("fay", True, KEEP),
        ("pia", False, "at the next meeting, and report-backs move there"),
        ("pia", True, KEEP),
    ],
)
def test_the_page_asks_with_what_would_be_so(cast: Cast, who, is_alone, says):
    cast.set.meetings.filter(pk=cast.meeting.pk).update(
        facilitator=cast.membership("pia")
    )
    if is_alone:
        is_last(cast)

    page = text(cast, f"/meetings/{cast.meeting.code}/cancellation/", who)

    assert says in page
    assert ("becomes due" in page) is not is_alone


@pytest.mark.parametrize("is_alone", [False, True])
@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("cancelled", "report-backs belong to the next meeting"),
        ("not_held", "or carry on with the next meeting"),
    ],
)
def test_a_meeting_that_is_off_names_the_next_only_if_there_is_one(
    cast: Cast, state: str, says: str, *, is_alone: bool
):
    begun = now() - dt.timedelta(days=2)
    Meeting.objects.filter(pk=cast.meeting.pk).update(state=state, starts_at=begun)
    if is_alone:
        is_last(cast)

    page = text(cast, cast.meeting.get_absolute_url())

    assert (says in page) is not is_alone


def test_a_time_more_promises_no_letter_and_none_goes(cast: Cast):
    asking, fay = Polling(cast), cast.membership("fay")
    poll = asking.open()
    asking.say(poll, "tom", "yes", "no", "no")
    end(cast.membership("tom"), by=cast.membership("tom"))
    before = Notice.objects.count()

    polls.add_time(poll, by=fay, date=cast.meeting.date + 4 * DAY, time=TEN)

    page = text(cast, poll.get_absolute_url())
    assert "asked about this one too" not in page
    assert "no e-mail goes out for it" in page
    assert Notice.objects.count() == before
