from actionlearning.outbox.models import Notice
from meetings.set_pages.services.leaving import end_membership
from sets.memberships import join
from sets.models import Acceptance
from tests.reports.letters import Letters
from tests.support.build import people


def test_joining_queues_one_letter(cast):
    [guest] = people("Nia Wood")

    membership = join(cast.set, guest)
    join(cast.set, guest)

    assert [n.key for n in guest.notices.all()] == [
        f"meeting_scheduled:{membership.pk}"
    ]


def test_a_newcomer_reads_when_the_set_meets(cast):
    text = Letters(cast).read("meeting_scheduled")

    assert text.startswith("Harbour meets on ")
    assert "Facilitator: Fay Okoro" in text
    assert text.count("09:00–10:30 London") == 3
    assert "and accept it" not in text


def test_a_newcomer_is_asked_to_read_the_agreement(cast):
    Acceptance.objects.all().delete()

    assert "and accept it" in Letters(cast).read("meeting_scheduled")


def test_a_set_without_a_date_has_nothing_to_say(cast):
    cast.set.meetings.update(state="cancelled")

    assert Letters(cast).write("meeting_scheduled") is None


def test_who_leaves_gets_no_letter_that_still_waits(cast):
    [guest] = people("Nia Wood")
    membership = join(cast.set, guest)

    end_membership(membership, by=membership)

    told = Notice.objects.filter(person=guest)
    assert told.get(kind="meeting_scheduled").state == Notice.State.DROPPED
