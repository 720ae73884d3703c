"""Issues, their generations, and the inquiry of one meeting."""

from django.db import models
from django.urls import reverse

from actionlearning.lib.clock import now
from meetings.models.meeting import Meeting
from sets.models import LearningSet, Membership


class Issue(models.Model):
    """A real problem of one member. Its sentence changes; the generations keep how."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        PARKED = "parked", "parked"
        CLOSED = "closed", "closed"

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="issues"
    )
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="issues"
    )
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(default=now)
    state_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"Issue {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reports:issue", args=[self.learning_set.code, self.pk])


class Generation(models.Model):
    """One turn of issue → actions → report: the sentence as it stood then."""

    class How(models.TextChoices):
        NEW = "new", "new"
        CONTINUED = "continued", "continued"
        REFRAMED = "reframed", "reframed"

    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, related_name="generations"
    )
    number = models.PositiveSmallIntegerField()
    sentence = models.CharField(max_length=300)
    how = models.CharField(max_length=9, choices=How.choices, default=How.NEW)
    opened_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "number"], name="generations_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"Generation {self.number}"


class Inquiry(models.Model):
    """The three questions answered on one generation at one meeting.

    See docs/domain.md#generations.

    If somebody else wrote the answers down (`recorded_by`), from paper or after the
    presenter said yes aloud, they wait for the presenter's own yes.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="inquiries"
    )
    generation = models.OneToOneField(
        Generation, on_delete=models.CASCADE, related_name="inquiry"
    )
    presenter = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="inquiries"
    )
    slot = models.PositiveSmallIntegerField(default=1)
    current_issue = models.TextField(max_length=4000, blank=True)
    action_to_take = models.TextField(max_length=4000, blank=True)
    action_points = models.TextField(max_length=4000, blank=True)
    recorded_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["slot", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "slot"], name="one_presenter_per_airtime"
            )
        ]

    def __str__(self) -> str:
        return f"Inquiry {self.pk}"

    @property
    def is_unconfirmed(self) -> bool:
        """Whether somebody else wrote it down and its presenter has not said yes."""
        return self.recorded_by_id is not None and self.confirmed_at is None
