"""One meeting of a set and, while it is live, the state that the whole room shares."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from actionlearning.lib.clock import now
from actionlearning.lib.ids import public_code
from meetings import going_on
from meetings.models.own_format import OwnFormat
from meetings.models.series import Series
from sets.models import LearningSet, Membership

#: How long the room is silent when somebody asks for it (docs/domain.md#asking).
SILENCE = dt.timedelta(seconds=10)


class Meeting(models.Model):
    """The server owns the meeting: phase, clock, floor and version live in this row.

    `starts_at` is derived from date, time and zone. `planned_on` is the date in the
    series; it stays if the meeting moves. `sequence` rises with every change of time,
    place or state, as calendars count it (RFC 5545, 3.8.7.4). `dated_at` is when the
    meeting got its present date: people who have just heard of the date are not told
    again.

    While the meeting is live, exactly one of `phase_ends_at` (running) and `left_ms`
    (paused) is set. Every write to the room locks this row first and raises `version`.
    `phases` and `format_name` are copied at the start, so that a later change of the
    format does not change this meeting.

    `returns_to` is the previous facilitator, who handed over or lost the role and may
    take it back. Nothing stores who asked for silence or for a process check, so that
    nobody can be named for it.

    See docs/threat-model.md#two-at-once.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "scheduled"
        LIVE = "live", "live"
        ENDED = "ended", "ended"
        CANCELLED = "cancelled", "cancelled"
        ABANDONED = "abandoned", "abandoned"
        NOT_HELD = "not_held", "did not take place"

    class Vote(models.TextChoices):
        NONE = "none", "no vote"
        OPEN = "open", "voting"
        COUNTED = "counted", "counted"

    code = models.CharField(max_length=24, unique=True, default=public_code)
    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="meetings"
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
    )
    number = models.PositiveIntegerField()
    date = models.DateField()
    planned_on = models.DateField(null=True, blank=True)
    time = models.TimeField()
    zone = models.CharField(max_length=64)
    starts_at = models.DateTimeField(db_index=True)
    dated_at = models.DateTimeField(default=now)
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    format = models.CharField(max_length=40, default="report_and_resolve")
    own_format = models.ForeignKey(
        OwnFormat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sequence = models.PositiveIntegerField(default=0)
    is_short = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.SCHEDULED
    )

    version = models.PositiveIntegerField(default=0)
    facilitator = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="facilitated",
    )
    returns_to = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    format_name = models.CharField(max_length=80, blank=True)
    phases = models.JSONField(default=list, blank=True)
    phase = models.CharField(max_length=20, blank=True)
    phase_started_at = models.DateTimeField(null=True, blank=True)
    phase_ends_at = models.DateTimeField(null=True, blank=True)
    left_ms = models.IntegerField(null=True, blank=True)
    floor = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    silence_until = models.DateTimeField(null=True, blank=True)
    check_asked_at = models.DateTimeField(null=True, blank=True)
    check_began_at = models.DateTimeField(null=True, blank=True)
    question_passed_at = models.DateTimeField(null=True, blank=True)
    bids_revealed_at = models.DateTimeField(null=True, blank=True)
    vote = models.CharField(max_length=7, choices=Vote.choices, default=Vote.NONE)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    review_revealed_at = models.DateTimeField(null=True, blank=True)
    is_from_paper = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learning_set", "number"], name="one_meeting_per_number"
            ),
            models.UniqueConstraint(
                F("series"),
                Coalesce("planned_on", "date"),
                name="one_meeting_per_date_of_a_series",
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | ~Q(phase=""),
                name="a_live_meeting_has_a_phase",
            ),
            models.CheckConstraint(
                condition=Q(phase_ends_at=None) | Q(left_ms=None),
                name="the_clock_runs_or_is_paused",
            ),
        ]

    def __str__(self) -> str:
        return f"Meeting {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reports:meeting", args=[self.code])

    def get_room_url(self) -> str:
        """The address of the live room."""
        return reverse("meetings:room", args=[self.code])

    @property
    def is_first(self) -> bool:
        """Whether the set meets for the first time, and has nothing to report on yet."""
        return self.number == 1

    @property
    def ends_at(self) -> dt.datetime:
        """When the meeting is planned to end."""
        return self.starts_at + dt.timedelta(minutes=self.minutes)

    @property
    def is_scheduled(self) -> bool:
        """Whether it has not begun and has not been cancelled."""
        return self.state == self.State.SCHEDULED

    @property
    def is_live(self) -> bool:
        """Whether it has begun, and nobody has closed it: perhaps long ago."""
        return self.state == self.State.LIVE

    def is_now(self, moment: dt.datetime) -> bool:
        """Whether the set sits together at `moment`, as far as anybody can tell."""
        return self.is_live and going_on.goes_on(self.whole_until, moment)

    def is_left_open(self, moment: dt.datetime) -> bool:
        """Whether it is live, and over so long that it is not "now" any more."""
        return self.is_live and not self.is_now(moment)

    @property
    def whole_until(self) -> dt.datetime:
        """When it should end, with its whole time even if it began late."""
        return going_on.planned_end(self.starts_at, self.started_at, self.minutes)

    @property
    def is_ended(self) -> bool:
        """Whether it was held and closed: the page is the record."""
        return self.state == self.State.ENDED

    @property
    def is_missed(self) -> bool:
        """Whether nobody started it and its time went by: the set did not meet."""
        return self.state == self.State.NOT_HELD

    @property
    def is_paused(self) -> bool:
        """Whether the clock is stopped."""
        return self.left_ms is not None

    @property
    def clock_mark(self) -> str:
        """A name for the present clock; a form that carries another one is late."""
        end = self.phase_ends_at
        return f"{end.timestamp():.3f}" if end else f"paused:{self.left_ms}"

    @property
    def room(self) -> str:
        """The name of its room on the live bus."""
        return self.code
