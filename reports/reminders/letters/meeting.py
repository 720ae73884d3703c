"""Letters before and after a meeting."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from actionlearning.lib.clock import now
from actionlearning.lib.dates import spoken, weekday
from actionlearning.outbox.kinds import MEETINGS, MORNING, kind
from actionlearning.outbox.letter import Facts, Letter, Part, Points, Say
from actionlearning.outbox.models import Notice
from meetings.access import meeting_of
from meetings.models import Action, Meeting
from meetings.rota.facts import asks, coming, names_of
from meetings.rota.queries.turns import Duty, ahead
from reports.actions.letters import open_actions
from reports.reminders.queries.gathered import (
    gather_readiness,
    gather_reminders,
    gathered,
)
from reports.reminders.queries.readiness import Readiness
from reports.reminders.queries.reminder import line_of
from sets.letters import membership_of
from sets.models import Membership


@kind(
    "meeting_reminder",
    gettext_lazy("Your set meets today"),
    group=MORNING,
    order=2,
    about_future=True,
    listed_as=gettext_lazy("Reminders of a meeting"),
    gather=gather_reminders,
)
def meeting_reminder(notice: Notice) -> Letter | None:
    """Write on the morning of a meeting: when, where, who facilitates, what is to be done."""
    membership = membership_of(notice)
    meeting = meeting_of(notice, membership)
    if meeting.state not in {Meeting.State.SCHEDULED, Meeting.State.LIVE}:
        return None
    batch = gathered(notice)
    duty, known = batch.duty_of(meeting), batch.readiness(meeting, membership)
    names = names_of(meeting, membership)
    parts: list[Part] = [_opening(meeting, membership)]
    if known.has_line and (added := line_of(meeting)):
        title = _("%(name)s writes:") % {"name": added.written_by.name}
        parts.append(Points(title, [added.line], own=True))
    parts.append(_facts(duty, membership))
    if duty.facilitator == membership:
        parts.append(
            Say(_("You are facilitating this time. %(why)s") % {"why": duty.why})
        )
    if known.cannot_come:
        parts.append(Say(_("You said that you can’t come.")))
    asked = _is_asked(membership, known)
    if lines := _to_do(known, asked=asked):
        parts.append(Points(_("Your part:"), lines))
    return Letter(
        subject=_("%(set)s meets on %(day)s at %(time)s") % names,
        parts=parts,
        link=_report_back(meeting) if asked else meeting.get_absolute_url(),
        act=_("Write my report-back") if asked else _("Open the meeting"),
        why=_(
            "You get an e-mail like this before each meeting of %(set)s. You can set "
            "the time in your profile."
        )
        % names,
    )


def as_it_reads(meeting: Meeting, membership: Membership) -> Letter | None:
    """Return the reminder as it would reach this person now."""
    about = {"meeting": meeting.pk}
    code = meeting.learning_set.code
    return meeting_reminder(Notice(person=membership.user, about=about, set_code=code))


@kind(
    "report_due",
    gettext_lazy("Your report-back is due tomorrow"),
    group=MORNING,
    order=3,
    about_future=True,
    listed_as=gettext_lazy("Reminders of a report-back"),
    gather=gather_readiness,
)
def report_due(notice: Notice) -> Letter | None:
    """Write on the day before a meeting to members without a report-back."""
    membership = membership_of(notice)
    meeting = meeting_of(notice, membership)
    known = gathered(notice).readiness(meeting, membership)
    if not meeting.is_scheduled or not _is_asked(membership, known):
        return None
    names = names_of(meeting, membership)
    parts: list[Part] = [
        _opening(meeting, membership),
        Say(
            _(
                "The others read your report-back before they come. It has five "
                "questions and takes about three minutes."
            )
        ),
    ]
    if own := [action.sentence for action in open_actions(membership)]:
        parts.append(Points(_("What you said you would do:"), own, own=True))
    return Letter(
        subject=_("%(set)s on %(day)s: your report-back") % names,
        parts=parts,
        link=_report_back(meeting),
        act=_("Write my report-back"),
        why=_("You get this because your report-back for %(set)s is not filed yet.")
        % names,
    )


@kind(
    "wrap_up",
    gettext_lazy("What was agreed, after a meeting"),
    group=MEETINGS,
    order=13,
    listed_as=gettext_lazy("What was agreed"),
)
def wrap_up(notice: Notice) -> Letter | None:
    """Write after a meeting: the reader's own actions, then counts, then the next meeting."""
    membership = membership_of(notice)
    meeting = meeting_of(notice, membership)
    if not meeting.is_ended:
        return None
    agreed = Action.objects.filter(meeting=meeting)
    mine = agreed.filter(owner=membership)
    names = names_of(meeting, membership)
    parts: list[Part] = []
    if own := [_in_full(action) for action in mine]:
        parts.append(Points(_("What you said you would do:"), own, own=True))
    parts.append(Say(_counts(meeting, agreed)))
    if following := ahead(membership.learning_set, count=1):
        parts += [Say(_("The next meeting:")), coming(following[0], membership.user)]
    return Letter(
        subject=_("%(set)s on %(day)s: what was agreed") % names,
        parts=parts,
        link=meeting.get_absolute_url(),
        act=_("Read the record"),
        why=_("You get this after each meeting of %(set)s.") % names,
    )


def _opening(meeting: Meeting, membership: Membership) -> Say:
    """Return "Tomorrow at nine, Harbour meets."."""
    when = spoken(meeting.starts_at, now=now(), zone=membership.user.known_zone)
    names = {"when": when, "set": membership.learning_set.name}
    return Say(_("%(when)s, %(set)s meets.") % names)


def _facts(duty: Duty, membership: Membership) -> Facts:
    """Return when, where and who, and the question whether the reader comes."""
    rows = coming(duty, membership.user).rows
    return Facts(
        [*rows, asks(duty.meeting, membership)] if duty.meeting.is_scheduled else rows
    )


def _to_do(known: Readiness, *, asked: bool) -> list[str]:
    """Return lines about the reader's report-back and open actions."""
    lines = []
    if asked:
        lines.append(_("Your report-back is not filed yet."))
    elif known.has_reported:
        lines.append(_("Your report-back is filed."))
    if count := known.open_actions:
        sentence = ngettext(
            "One action of yours is open.", "%(n)d actions of yours are open.", count
        )
        lines.append(sentence % {"n": count})
    return lines


def _is_asked(membership: Membership, known: Readiness) -> bool:
    """Return whether the member still owes a report-back on an earlier meeting."""
    return (
        membership.is_member
        and known.last_ended_at is not None
        and known.last_ended_at > membership.joined_at
        and not known.has_reported
    )


def _in_full(action: Action) -> str:
    """Return an action with its day and what its owner expects to happen."""
    dated = _("%(action)s (by %(day)s)") % {
        "action": action.sentence,
        "day": weekday(action.due_on),
    }
    if not action.expectation:
        return dated
    expected = _("What you expect: %(text)s") % {"text": action.expectation}
    return f"{dated} {expected}"


def _counts(meeting: Meeting, agreed: QuerySet[Action]) -> str:
    """Return "6 people were there. The set agreed 4 actions."."""
    people = meeting.attendances.filter(present_at__isnull=False).count()
    actions = agreed.count()
    said = ngettext("One person was there.", "%(n)d people were there.", people)
    there = said % {"n": people}
    if not actions:
        return there
    said = ngettext(
        "The set agreed one action.", "The set agreed %(n)d actions in all.", actions
    )
    return f"{there} {said % {'n': actions}}"


def _report_back(meeting: Meeting) -> str:
    return reverse("reports:report_back", args=[meeting.code])
