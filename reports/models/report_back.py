"""The report-back of a member: five questions about the time since the last meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.clock import now
from meetings.models import Action, Generation, Issue, Meeting
from sets.models import Membership


class ReportBack(models.Model):
    """One member's report-back to one meeting. Only its owner can read a draft.

    `version` counts writes; `page` is the open page that wrote last, so that its own
    second try is no conflict. `told_at` is when it was told in the room. That shares no
    text: only filing does.

    See docs/threat-model.md#drafts.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        FILED = "filed", "filed"
        GIVEN = "given", "given in the meeting"
        SKIPPED = "skipped", "not this time"

    class Compared(models.TextChoices):
        BETTER = "better", _("Better than expected")
        AS_EXPECTED = "as_expected", _("As expected")
        WORSE = "worse", _("Worse than expected")
        DIFFERENT = "different", _("Different from expected")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="report_backs"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="report_backs"
    )
    state = models.CharField(max_length=7, choices=State.choices, default=State.DRAFT)
    did = models.TextField(max_length=4000, blank=True)
    happened = models.TextField(max_length=4000, blank=True)
    compared = models.CharField(max_length=11, choices=Compared.choices, blank=True)
    difference = models.TextField(max_length=4000, blank=True)
    lesson = models.CharField(max_length=500, blank=True)
    skip_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)
    page = models.UUIDField(null=True, blank=True)
    saved_at = models.DateTimeField(default=now)
    filed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="one_report_back_per_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"Report-back of {self.membership}"

    @property
    def is_shared(self) -> bool:
        """Whether the set may read it."""
        return self.state in {self.State.FILED, self.State.GIVEN}

    @property
    def is_written(self) -> bool:
        """Whether any of the five questions has an answer in words."""
        return any([self.did, self.happened, self.difference, self.lesson])


class ActionReport(models.Model):
    """The outcome of one action, told in one report-back (question 4)."""

    class Status(models.TextChoices):
        DONE = "done", _("done")
        PARTLY = "partly", _("partly")
        NOT_YET = "not_yet", _("not yet")
        DROPPED = "dropped", _("dropped")

    report_back = models.ForeignKey(
        ReportBack, on_delete=models.CASCADE, related_name="action_reports"
    )
    action = models.ForeignKey(
        Action, on_delete=models.CASCADE, related_name="action_reports"
    )
    status = models.CharField(max_length=7, choices=Status.choices, blank=True)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report_back", "action"], name="one_word_per_action_and_report"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.status}"


class Addition(models.Model):
    """A text added to a filed report-back, which itself stays as it was filed."""

    report_back = models.ForeignKey(
        ReportBack, on_delete=models.CASCADE, related_name="additions"
    )
    text = models.TextField(max_length=4000)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Addition {self.pk}"


class NextStep(models.Model):
    """The next step of an issue that a report-back chose.

    See docs/domain.md#generations.
    """

    class Choice(models.TextChoices):
        CONTINUE = "continue", "go on with it"
        REFRAME = "reframe", "ask it differently"
        CLOSE = "close", "close it"
        PARK = "park", "park it"
        NEW = "new", "open a new issue"

    report_back = models.ForeignKey(
        ReportBack, on_delete=models.CASCADE, related_name="next_steps"
    )
    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, related_name="next_steps"
    )
    choice = models.CharField(max_length=8, choices=Choice.choices)
    generation = models.ForeignKey(
        Generation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report_back", "issue"], name="one_next_step_per_issue"
            )
        ]

    def __str__(self) -> str:
        return f"{self.choice} {self.issue}"
