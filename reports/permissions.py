"""May this membership do that? Pure functions on reports and releases; no query."""

from actionlearning.accounts.models import User
from meetings.models import Action, Issue, Meeting
from reports.models import Release, ReportBack, Request
from sets.models import Membership

# -- Between meetings --------------------------------------------------------------------


def may_report(m: Membership) -> bool:
    """Every member may report back; an adviser only reads."""
    return m.is_member and not m.learning_set.is_closed


def may_add(m: Membership, report: ReportBack) -> bool:
    """Only the reporter may add to a report-back, once the set can read it."""
    return m.user_id == report.membership.user_id and report.is_shared


def may_note_given(m: Membership, meeting: Meeting, reporter: Membership) -> bool:
    """The facilitator or the reporter may note in a live meeting that it was told."""
    return meeting.is_live and m.pk in {reporter.pk, meeting.facilitator_id}


def may_open_next(m: Membership, report: ReportBack) -> bool:
    """The reporter may choose next steps; so may the facilitator in the meeting.

    Once the meeting is over, its facilitator has no say any more.
    """
    mine = m.user_id == report.membership.user_id
    with_them = report.meeting.is_live and m.pk == report.meeting.facilitator_id
    return (mine or with_them) and report.is_shared and not m.learning_set.is_closed


def may_steer(m: Membership, issue: Issue) -> bool:
    """Only an issue's owner may reword, park, close or reopen it."""
    return m.user_id == issue.owner.user_id and not m.learning_set.is_closed


def may_settle(m: Membership, action: Action) -> bool:
    """Only an action's owner may say that it is done or dropped."""
    return m.user_id == action.owner.user_id


def may_remind(m: Membership) -> bool:
    """The coordinator may word the reminder of a meeting, and send one by hand."""
    return m.is_coordinator and not m.learning_set.is_closed


# -- Out of the set ----------------------------------------------------------------------


def may_release(m: Membership, action: Action) -> bool:
    """Only an action's owner may release its story."""
    return m.is_member and m.user_id == action.owner.user_id


def may_revoke(m: Membership, release: Release) -> bool:
    """The owner may revoke a release; if they have left, the coordinator may."""
    owner = release.owner
    return m.user_id == owner.user_id or (m.is_coordinator and owner.has_left)


def may_revoke_own(user: User, release: Release) -> bool:
    """A person may revoke their own release, even after leaving the set."""
    return release.owner.user_id == user.pk


def may_raise(m: Membership) -> bool:
    """Every member may ask management for something while the set runs."""
    return m.is_member and not m.learning_set.is_closed


def may_withdraw(m: Membership, request: Request) -> bool:
    """Its author or the coordinator may withdraw a request until it is settled."""
    author = m.user_id == request.raised_by.user_id
    return request.is_open and (author or m.is_coordinator)
