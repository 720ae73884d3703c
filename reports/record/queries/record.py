"""The record: the page of a meeting that has ended."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext

from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import held, span
from actionlearning.lib.drawing import Seat
from actionlearning.lib.templatetags.lib_tags import initials
from meetings.formats.phases import QUESTIONS
from meetings.formats.wording import asked
from meetings.models import Action, Inquiry, Meeting, Review, Slip
from meetings.permissions import may_plan
from meetings.room.queries.review import Rule, in_order, rules
from meetings.selectors import next_meeting
from reports.models import NextStep, ReportBack
from reports.record.queries.held import (
    Told,
    facilitated,
    facilitators_of,
    how_long,
    told,
    with_facilitators,
)
from reports.report_backs.queries.report_back import Telling, shared, telling
from reports.saved_questions.queries import saved_questions
from sets.models import Agreement, Membership


@dataclass(frozen=True)
class Worked:
    """An issue that the set worked on, and the three answers."""

    inquiry: Inquiry
    sentence: str
    answers: list[tuple[str, str]]


@dataclass(frozen=True)
class Record:
    """The record of a meeting, as one viewer may read it."""

    meeting: Meeting
    membership: Membership
    span: str
    seats: list[Seat]
    who_came: str
    facilitated: str
    how_long: str
    worked: list[Worked]
    my_actions: list[Action]
    other_actions: list[Action]
    tellings: list[Telling]
    skipped: list[str]
    reviews: list[Review]
    rules: list[Rule]
    told: Told | None
    saved_questions: list[Slip]
    next_steps: list[NextStep]
    next_meeting: Meeting | None

    @property
    def headline(self) -> str:
        """The meeting in one line."""
        if not self.worked:
            return _("What was said and agreed")
        names = [work.inquiry.presenter.first_name for work in self.worked]
        return _("%(names)s had airtime.") % {"names": get_text_list(names, _("and"))}

    @property
    def asks_me(self) -> bool:
        """Whether something was recorded for the viewer and waits for their confirmation."""
        inquiries = [work.inquiry for work in self.worked]
        issues = [each for each in inquiries if each.presenter_id == self.membership.pk]
        return any(each.is_unconfirmed for each in issues) or any(
            each.is_unconfirmed for each in self.my_actions
        )

    @property
    def may_move(self) -> bool:
        """Whether the viewer may give a meeting that was not held another date."""
        return self.meeting.is_missed and may_plan(self.membership, self.meeting)

    @property
    def my_telling(self) -> Telling | None:
        """The viewer's own report-back, from which they choose next steps."""
        own = [t for t in self.tellings if t.report.membership_id == self.membership.pk]
        return own[0] if own else None


def record(meeting: Meeting, membership: Membership) -> Record:
    """Return the record of a past meeting, in a fixed number of queries."""
    zone = membership.user.known_zone
    came = list(_came(meeting))
    facilitators = facilitators_of(came, meeting)
    actions = list(meeting.actions.select_related("owner__user", "learning_set"))
    is_mine = [action.owner.user_id == membership.user_id for action in actions]
    reports = list(shared(meeting.report_backs.order_by("filed_at", "pk")))
    reviews = list(_reviews(meeting))
    worked = [_worked(inquiry) for inquiry in _inquiries(meeting)]
    return Record(
        meeting=meeting,
        membership=membership,
        span=_when(meeting, zone),
        seats=[_seat(each.membership, facilitators) for each in came],
        who_came=_who_came(len(came)),
        facilitated=facilitated(facilitators),
        how_long=how_long(meeting),
        worked=worked,
        my_actions=[a for a, mine in zip(actions, is_mine, strict=True) if mine],
        other_actions=[a for a, mine in zip(actions, is_mine, strict=True) if not mine],
        tellings=[telling(report) for report in reports],
        skipped=_skipped(meeting),
        reviews=in_order(reviews, last=meeting.facilitator_id),
        rules=rules(_ground_rules(reviews), reviews),
        told=told(meeting, membership) if membership in facilitators else None,
        saved_questions=_saved_questions(meeting, membership, worked),
        next_steps=list(
            NextStep.objects.filter(report_back__meeting=meeting)
            .select_related("issue__owner__user", "issue__learning_set", "generation")
            .order_by("at", "pk")
        ),
        next_meeting=next_meeting(meeting.learning_set),
    )


def _when(meeting: Meeting, zone: str) -> str:
    """Return its real hours; if it was held on another day than planned, that day too."""
    began, planned = meeting.started_at or meeting.starts_at, meeting.starts_at
    if local(began, zone).date() != local(planned, zone).date():
        return held(began, planned, now=now(), zone=zone)
    return span(began, meeting.ended_at or meeting.ends_at, now=now(), zone=zone)


def _came(meeting: Meeting) -> QuerySet[Any]:
    came = (
        meeting.attendances.filter(present_at__isnull=False)
        .select_related("membership__user")
        .order_by("membership__joined_at", "membership__pk")
    )
    return with_facilitators(came, meeting)


def _seat(membership: Membership, facilitators: list[Membership]) -> Seat:
    note = _("facilitated") if membership in facilitators else ""
    return Seat(
        name=membership.first_name,
        initials=initials(membership.name),
        note=note,
        is_facilitator=membership in facilitators,
    )


def _who_came(count: int) -> str:
    return ngettext("%(n)d came.", "%(n)d came.", count) % {"n": count}


def _inquiries(meeting: Meeting) -> QuerySet[Inquiry]:
    return meeting.inquiries.select_related(
        "presenter__user", "recorded_by__user", "generation__issue__learning_set"
    )


def _worked(inquiry: Inquiry) -> Worked:
    told = ((asked(question), getattr(inquiry, question)) for question in QUESTIONS)
    return Worked(
        inquiry=inquiry,
        sentence=inquiry.generation.sentence,
        answers=[(question, answer) for question, answer in told if answer],
    )


def _skipped(meeting: Meeting) -> list[str]:
    """Return who had no report-back this time, each with the reason they gave."""
    reports = meeting.report_backs.filter(state=ReportBack.State.SKIPPED)
    rows = reports.select_related("membership__user").order_by("pk")
    return [
        _("%(name)s, not this time: %(reason)s")
        % {"name": each.membership.first_name, "reason": each.skip_reason}
        for each in rows
    ]


def _reviews(meeting: Meeting) -> QuerySet[Any]:
    """Return everybody's reviews once they were revealed; before that, none.

    Each review holds the ground rules of that day, which give their order.
    """
    if not meeting.review_revealed_at:
        return meeting.reviews.none()
    then = Agreement.objects.filter(
        learning_set=meeting.learning_set_id, created_at__lte=meeting.review_revealed_at
    )
    return (
        meeting.reviews.select_related("membership__user")
        .annotate(ground_rules=Subquery(then.values("ground_rules")[:1]))
        .order_by("saved_at", "pk")
    )


def _ground_rules(reviews: list[Any]) -> list[str]:
    """Return the rules that were marked; one that has changed since comes last."""
    stood = Agreement(ground_rules=reviews[0].ground_rules or "" if reviews else "")
    marked = {rule for review in reviews for rule in review.scores}
    return [*stood.rules, *sorted(marked - set(stood.rules))]


def _saved_questions(
    meeting: Meeting, membership: Membership, worked: list[Worked]
) -> list[Slip]:
    """Return the questions that the viewer saved, if they presented."""
    presented = any(work.inquiry.presenter_id == membership.pk for work in worked)
    return list(saved_questions(meeting, membership)) if presented else []
