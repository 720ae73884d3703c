"""A set looks for a date: the times proposed, and who can come when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from actionlearning.lib.clock import now
from meetings.models.meeting import Meeting
from sets.models import LearningSet, Membership


class Poll(models.Model):
    """A question to a set: when do we meet, instead of `meeting`, or once more (None)?

    A person decides; the poll proposes. `was` is the start of the meeting that the
    opener saw: if the start is another by now, the question has changed. `chosen` is
    the time that was taken, `outcome` the meeting that came of it. `closes_at` ends the
    answers, not the poll.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        DECIDED = "decided", "decided"
        CLOSED = "closed", "closed without a date"

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="polls"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="polls"
    )
    was = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField(default=90)
    closes_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    chosen = models.ForeignKey(
        "ProposedTime",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    outcome = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(state="open"),
                name="one_open_poll_per_meeting",
            ),
            models.UniqueConstraint(
                fields=["learning_set"],
                condition=Q(state="open", meeting=None),
                name="one_open_poll_for_a_meeting_more",
            ),
        ]

    def __str__(self) -> str:
        return f"Poll {self.pk}, {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:poll", args=[self.learning_set.code, self.pk])

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided or closed it yet."""
        return self.state == self.State.OPEN

    @property
    def is_decided(self) -> bool:
        """Whether a meeting came of it."""
        return self.state == self.State.DECIDED


class ProposedTime(models.Model):
    """One time that could be: wall time in the poll's zone; the instant is derived."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="times")
    date = models.DateField()
    time = models.TimeField()
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "starts_at"], name="a_time_is_proposed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.time:%H:%M}"


class TimeAnswer(models.Model):
    """One person's answer to one time."""

    class Answer(models.TextChoices):
        YES = "yes", "yes"
        MAYBE = "maybe", "if need be"
        NO = "no", "no"

    proposed = models.ForeignKey(
        ProposedTime, on_delete=models.CASCADE, related_name="answers"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="time_answers"
    )
    answer = models.CharField(max_length=5, choices=Answer.choices)
    answered_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposed", "membership"], name="one_answer_per_time_and_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.answer}"
