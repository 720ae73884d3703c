"""The past of a set: the rows that a held meeting and the days after it leave behind.

To make them by services would take a second per test.
"""

import datetime as dt
from dataclasses import dataclass

from meetings.formats.definitions import as_data
from meetings.formats.shipped import FORMATS
from meetings.models import (
    Action,
    Attendance,
    Bid,
    Generation,
    Inquiry,
    Issue,
    Meeting,
    OwnFormat,
    Review,
    Turn,
)
from reports.models import (
    ActionReport,
    Addition,
    NextStep,
    Release,
    Reminder,
    ReportBack,
    Request,
)
from sets.models import LearningSet, Membership
from tests.support.build import WEEK


@dataclass
class PastMeetings:
    """What one held meeting and the days after it left behind."""

    issue: Issue
    generation: Generation
    inquiry: Inquiry
    actions: list[Action]
    given: ReportBack
    filed: ReportBack
    draft: ReportBack
    release: Release
    request: Request
    own_format: OwnFormat


def write_past(
    memberships: list[Membership], held: Meeting, coming: Meeting
) -> PastMeetings:
    """Write the past of a set of at least three members.

    The first facilitated, raised a request and worded a reminder; the second presented,
    owns two actions, reported at `held` and has filed for `coming`; the third owns a done
    action, has released it, and keeps a draft.
    """
    of, (facilitator, presenter, third) = held.learning_set, memberships[:3]
    _attended(held, memberships, facilitator)
    issue, generation, inquiry = _inquiry(of, held, presenter)
    actions = _actions(held, generation, presenter, third)
    given, filed, draft = _reports(held, coming, presenter, third, actions)
    _go_on(given, issue)
    Reminder.objects.create(
        meeting=coming, line="Bring the plan of the yard.", written_by=facilitator
    )
    return PastMeetings(
        *(issue, generation, inquiry, actions, given, filed, draft),
        release=_released(actions[2]),
        request=Request.objects.create(
            learning_set=of,
            raised_by=facilitator,
            sentence="Let the two teams share one budget line until spring.",
        ),
        own_format=_own_format(facilitator),
    )


def _own_format(facilitator: Membership) -> OwnFormat:
    """Return the set's own format: one, however many past meetings there are."""
    own, _is_new = OwnFormat.objects.get_or_create(
        learning_set=facilitator.learning_set,
        name="Our Tuesdays",
        defaults={
            "base": "airtime",
            "phases": as_data(FORMATS["airtime"].phases),
            "changed_by": facilitator,
        },
    )
    return own


def _attended(
    held: Meeting, memberships: list[Membership], facilitator: Membership
) -> None:
    held.facilitator = facilitator
    held.save(update_fields=["facilitator"])
    Attendance.objects.bulk_create(
        Attendance(
            meeting=held,
            membership=membership,
            reply=Attendance.Reply.COMING,
            present_at=held.starts_at,
        )
        for membership in memberships
    )
    Turn.objects.bulk_create(
        Turn(
            meeting=held,
            phase="report_backs",
            membership=membership,
            position=position,
            state=Turn.State.DONE,
        )
        for position, membership in enumerate(memberships)
    )
    Review.objects.bulk_create(
        Review(
            meeting=held,
            membership=membership,
            helped="Long silences after a question.",
            differently="Start with the bids.",
            scores={"We ask before we advise.": 3},
        )
        for membership in memberships
    )


def _inquiry(
    of: LearningSet, held: Meeting, presenter: Membership
) -> tuple[Issue, Generation, Inquiry]:
    issue = Issue.objects.create(
        learning_set=of, owner=presenter, opened_at=held.starts_at
    )
    generation = Generation.objects.create(
        issue=issue,
        number=1,
        sentence="How can I get two teams to plan together?",
        opened_at=held.starts_at,
    )
    Bid.objects.create(
        meeting=held,
        membership=presenter,
        issue=issue,
        sentence=generation.sentence,
        state=Bid.State.CHOSEN,
    )
    inquiry = Inquiry.objects.create(
        meeting=held,
        generation=generation,
        presenter=presenter,
        current_issue="Each team guards its own plan.",
        action_to_take="Bring both leads to one table.",
        action_points="Ask Jo; book the small room.",
    )
    return issue, generation, inquiry


def _actions(
    held: Meeting, generation: Generation, presenter: Membership, third: Membership
) -> list[Action]:
    due = (held.starts_at + 2 * WEEK).date()
    done_at = held.starts_at + dt.timedelta(days=3)
    deeds = [
        (presenter, "ask both leads for an hour", None),
        (presenter, "draw one plan on one page", None),
        (third, "show my team the draft", done_at),
    ]
    return Action.objects.bulk_create(
        Action(
            learning_set=held.learning_set,
            owner=owner,
            meeting=held,
            generation=generation,
            cue="the Monday call ends",
            deed=deed,
            sentence=f"When the Monday call ends, I will {deed}",
            expectation="They say yes, but not before March.",
            due_on=due,
            state=Action.State.DONE if closed_at else Action.State.OPEN,
            closed_at=closed_at,
        )
        for owner, deed, closed_at in deeds
    )


def _reports(
    held: Meeting,
    coming: Meeting,
    presenter: Membership,
    third: Membership,
    actions: list[Action],
) -> list[ReportBack]:
    answers = {
        "did": "I spoke with both leads; Jo listened, Kim did not.",
        "happened": "We agreed to meet before the budget round.",
        "compared": ReportBack.Compared.BETTER,
        "difference": "I had expected a no.",
        "lesson": "Ask for an hour, not for agreement.",
        "version": 1,
    }
    states = [
        (held, presenter, ReportBack.State.GIVEN),
        (coming, presenter, ReportBack.State.FILED),
        (coming, third, ReportBack.State.DRAFT),
    ]
    reports = ReportBack.objects.bulk_create(
        ReportBack(
            meeting=meeting,
            membership=membership,
            state=state,
            filed_at=None if state == ReportBack.State.DRAFT else held.starts_at,
            **answers,
        )
        for meeting, membership, state in states
    )
    ActionReport.objects.bulk_create(
        ActionReport(
            report_back=reports[1],
            action=action,
            status=ActionReport.Status.NOT_YET,
            why="Kim was away all week.",
        )
        for action in actions[:2]
    )
    Addition.objects.create(report_back=reports[0], text="Kim called the day after.")
    return reports


def _go_on(given: ReportBack, issue: Issue) -> None:
    """Let the presenter reword the issue: the second generation waits for the set."""
    reframed = Generation.objects.create(
        issue=issue,
        number=2,
        sentence="How can I get two teams to want one plan?",
        how=Generation.How.REFRAMED,
    )
    NextStep.objects.create(
        report_back=given,
        issue=issue,
        choice=NextStep.Choice.REFRAME,
        generation=reframed,
    )


def _released(action: Action) -> Release:
    return Release.objects.create(
        learning_set=action.learning_set,
        action=action,
        owner=action.owner,
        issue="How can I get two teams to plan together?",
        deed=action.sentence,
        result="My team changed two of five points.",
        lesson="Show it unfinished.",
    )
