"""A member's action; it is never copied, so each meeting shows the open ones."""

import uuid

from django.db import models
from django.db.models import Q

from actionlearning.lib.clock import now
from meetings.models.issue import Generation
from meetings.models.meeting import Meeting
from sets.models import LearningSet, Membership


class Action(models.Model):
    """ "When {cue}, I will {deed}", with the result that its owner expects.

    If somebody else wrote it down (`recorded_by`), it waits for its owner's yes.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "done"
        DROPPED = "dropped", "dropped"

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="actions"
    )
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="actions"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="actions"
    )
    generation = models.ForeignKey(
        Generation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
    )
    cue = models.CharField(max_length=200, blank=True)
    deed = models.CharField(max_length=300)
    #: Both as one sentence in the language of its writer: see `meetings.action_words`.
    sentence = models.CharField(max_length=600, db_default="")
    expectation = models.CharField(max_length=500, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None)
                | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="a_closed_action_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"Action {self.pk}"

    @property
    def is_unconfirmed(self) -> bool:
        """Whether somebody else wrote it down and its owner has not said yes."""
        return self.recorded_by_id is not None and self.confirmed_at is None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == self.State.OPEN
