"""May this place do that? What concerns reports and what leaves the set; no query."""

from actionlearning.accounts.models import User
from meetings.models import Action, Issue, Meeting
from reports.models import Release, ReportBack, Request
from sets.models import Membership

# -- What is written between meetings ----------------------------------------------------


def may_report(m: Membership) -> bool:
    """Every member reports back; an adviser reads along."""
    return m.is_member and not m.learning_set.is_closed


def may_add(m: Membership, report: ReportBack) -> bool:
    """Only the reporter adds to a report, and only to one that the set can read."""
    return m.user_id == report.membership.user_id and report.is_shared


def may_note_given(m: Membership, meeting: Meeting, reporter: Membership) -> bool:
    """The facilitator notes, while the set sits, that a report was told; so may its teller."""
    return meeting.is_live and m.pk in {reporter.pk, meeting.facilitator_id}


def may_open_next(m: Membership, report: ReportBack) -> bool:
    """The reporter opens what their report raised; so may the facilitator, with them.

    With them is in the room: who facilitated has no say any more once the meeting is over.
    """
    mine = m.user_id == report.membership.user_id
    with_them = report.meeting.is_live and m.pk == report.meeting.facilitator_id
    return (mine or with_them) and report.is_shared and not m.learning_set.is_closed


def may_steer(m: Membership, issue: Issue) -> bool:
    """An issue is its owner's to reword, park, close and reopen."""
    return m.user_id == issue.owner.user_id and not m.learning_set.is_closed


def may_settle(m: Membership, action: Action) -> bool:
    """Only an action's owner says that it is done or dropped."""
    return m.user_id == action.owner.user_id


def may_remind(m: Membership) -> bool:
    """The coordinator words the reminder of a meeting, and sends one by hand."""
    return m.is_coordinator and not m.learning_set.is_closed


# -- What leaves the set ---------------------------------------------------------------


def may_release(m: Membership, action: Action) -> bool:
    """Only an action's owner decides whether its story leaves the set."""
    return m.is_member and m.user_id == action.owner.user_id


def may_revoke(m: Membership, release: Release) -> bool:
    """The owner takes a release back; for one who has left, the coordinator does."""
    owner = release.owner
    return m.user_id == owner.user_id or (m.is_coordinator and owner.has_left)


def may_revoke_own(user: User, release: Release) -> bool:
    """A person takes back what they released, with a place in the set or without."""
    return release.owner.user_id == user.pk


def may_raise(m: Membership) -> bool:
    """Every member may ask management for something while the set runs."""
    return m.is_member and not m.learning_set.is_closed


def may_withdraw(m: Membership, request: Request) -> bool:
    """Whoever raised a request, or the coordinator, takes it back before it is settled."""
    author = m.user_id == request.raised_by.user_id
    return request.is_open and (author or m.is_coordinator)
