"""Every message that leaves is a row here first (docs/threat-model.md#mail)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from actionlearning.lib.clock import now


class Notice(models.Model):
    """One message to one address. `key` makes it once; the row is the truth.

    It carries ids in `about`, never content: the text is written when it is sent, from
    what is true then, by the function that declares its kind (`kinds.kind`).
    `handed_at` is kept for outsiders only: from then on the mail server may have it.

    It is also what its person finds in their notices, once: `headline` is the subject as
    it was written first, `shown_at` when. What belongs to a morning mail is FOLDED into
    the row that carries it, and not mailed by itself.

    It goes to a person; without one to a `hook`, which is a channel in a chat; without
    either to an outsider's address.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        SENDING = "sending", "sending"
        SENT = "sent", "sent"
        FAILED = "failed", "failed"
        DROPPED = "dropped", "dropped"
        UNCONFIRMED = "unconfirmed", "unconfirmed"
        FOLDED = "folded", "folded"

    #: In hand only: the one row that this mail carries, and is called like.
    is_about: Notice | None = None
    #: In hand only: what its batch has asked for its letter (`kinds.kind`).
    gathered: object = None

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
    )
    hook = models.ForeignKey(
        "Hook",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
    )
    address = models.EmailField(max_length=254, blank=True)
    about = models.JSONField(default=dict, blank=True)
    set_code = models.CharField(max_length=24, blank=True, db_index=True)
    due_at = models.DateTimeField(default=now)
    useless_after = models.DateTimeField()
    state = models.CharField(
        max_length=11, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=now)
    carried_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carries"
    )
    headline = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=200, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) | Q(hook=None),
                name="a_notice_goes_one_way",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state="waiting"),
                name="notices_to_send",
            ),
            models.Index(
                fields=["leased_until"],
                condition=Q(state="sending"),
                name="notices_on_their_way",
            ),
            models.Index(
                fields=["person", "-shown_at"],
                condition=~Q(headline=""),
                name="notices_of_a_person",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(shown_at=None),
                name="notices_not_shown",
            ),
            models.Index(
                fields=["carried_by"],
                condition=Q(state="folded"),
                name="notices_in_a_morning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_for_an_outsider(self) -> bool:
        """Whether it goes to an address without an account: never twice in silence."""
        return self.person_id is None and self.hook_id is None

    @property
    def mailbox(self) -> str:
        """The address it is sent to, as `Mailbox` spells it."""
        return (self.person.email if self.person else self.address).lower()


class Hook(models.Model):
    """A channel in a chat that hears the dates of a set, and nothing else of it.

    Whoever knows `address` can write into the channel: it is a secret, never shown
    again, and forgotten when the hook ends. `host` and `tail` (its last four characters)
    are what people recognise it by. `refusals` are those in a row.
    """

    class Service(models.TextChoices):
        SLACK = "slack", "Slack"
        MATTERMOST = "mattermost", "Mattermost"
        TEAMS = "teams", "Microsoft Teams"

    set_code = models.CharField(max_length=24)
    service = models.CharField(max_length=10, choices=Service.choices)
    address = models.CharField(max_length=1000)
    host = models.CharField(max_length=253)
    tail = models.CharField(max_length=4)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    language = models.CharField(max_length=12)
    since = models.DateTimeField(default=now)
    refusals = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["set_code"],
                condition=Q(ended_at=None),
                name="one_channel_hears_a_set",
            )
        ]

    def __str__(self) -> str:
        return f"hook {self.pk}"


class Mailbox(models.Model):
    """An address at which the mail server has refused mail for good, and how often.

    It goes with the first mail that arrives. While `paused_at` is set nothing is sent
    there: servers stop listening to whoever keeps writing to nobody.
    """

    address = models.EmailField(max_length=254, unique=True)
    refusals = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"mailbox {self.pk}"


class WorkerHeartbeat(models.Model):
    """One row: when the work was last done, and since when no mail server answers.

    `woken_at` moves only when Celery wakes a worker, `ticked_at` also when a worker
    found that nobody does. One process plans at a time: until `planning_until`, if it is
    killed.
    """

    ticked_at = models.DateTimeField(null=True, blank=True)
    woken_at = models.DateTimeField(null=True, blank=True)
    unreachable_since = models.DateTimeField(null=True, blank=True)
    planning_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "outbox_pulse"  # as it was made
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_pulse")
        ]

    def __str__(self) -> str:
        return f"last tick {self.ticked_at}"
