"""Every message that leaves is a row here first (docs/threat-model.md#mail)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from actionlearning.lib.clock import now
from actionlearning.lib.text import one_line
from actionlearning.outbox.letter import Letter


class Notice(models.Model):
    """One message to one address. Its `key` makes sure that it is queued once.

    `about` holds ids, never content: the function that declares its kind (`kinds.kind`)
    writes the text when it is sent, from what is true then.
    `handed_at` is for outsiders only: from that moment the mail server may have it.

    The row is also the notice that its person finds: `headline` is the subject as it was
    written first, `shown_at` the time of that. A message of a daily digest is BUNDLED in the
    digest's row, and not mailed by itself.

    It goes to a person, or to a `webhook` (a channel in a chat), or else to an outsider's
    address.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        SENDING = "sending", "sending"
        SENT = "sent", "sent"
        FAILED = "failed", "failed"
        DROPPED = "dropped", "dropped"
        UNCONFIRMED = "unconfirmed", "unconfirmed"
        BUNDLED = "folded", "folded"  # as the rows have it

    #: In hand only: the single message of this digest, whose name it takes.
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
    webhook = models.ForeignKey(
        "ChatWebhook",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_column="hook_id",  # as it was made
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
    bundled_in = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_column="carried_by_id",  # as it was made
        related_name="bundled",
    )
    headline = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=200, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) | Q(webhook=None),
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
                fields=["bundled_in"],
                condition=Q(state="folded"),
                name="notices_in_a_morning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_for_an_outsider(self) -> bool:
        """Whether it goes to an address without an account. Such a mail is never repeated."""
        return self.person_id is None and self.webhook_id is None

    @property
    def titles(self) -> dict[str, Any]:
        """What a row in hand is called in the notices, and since when, as fields."""
        return {
            "shown_at": self.shown_at,
            "headline": self.headline,
            "link": self.link,
        }

    def entitle(self, letter: Letter | None) -> bool:
        """Name a row in hand after its letter; return whether it had no name before.

        `inbox.show` stores the name at once. A row that is being sent is stored when it is
        settled.
        """
        if self.shown_at is not None or self.person_id is None:
            return False
        self.shown_at = now()
        self.headline = one_line(letter.subject)[:300] if letter else ""
        self.link = letter.link[:200] if letter else ""
        return True

    @property
    def recipient(self) -> str:
        """The address it is sent to, as `SuppressedAddress` spells it."""
        return (self.person.email if self.person else self.address).lower()


class ChatWebhook(models.Model):
    """A channel in a chat that gets the dates of a set, and nothing else of it.

    Everybody who knows `address` can write into the channel. So it is a secret, is never
    shown again, and is deleted when the webhook ends. People recognise it by `host` and
    `tail`, its last four characters. `refusals` counts those in a row.
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
        db_table = "outbox_hook"  # as it was made
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["set_code"],
                condition=Q(ended_at=None),
                name="one_channel_hears_a_set",
            )
        ]

    def __str__(self) -> str:
        return f"webhook {self.pk}"


class SuppressedAddress(models.Model):
    """An address for which the mail server has refused mail for good, and how often.

    The row is deleted when a mail arrives. While `paused_at` is set nothing is sent
    there: mail servers block senders that keep writing to missing addresses.
    """

    address = models.EmailField(max_length=254, unique=True)
    refusals = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "outbox_mailbox"  # as it was made

    def __str__(self) -> str:
        return f"suppressed address {self.pk}"


class WorkerHeartbeat(models.Model):
    """The only row: when the work was last done, and since when no mail server answers.

    `woken_at` moves only when Celery wakes a worker, `ticked_at` also if a worker takes
    over because Celery does not. One process plans at a time; if it is killed, the others
    wait until `planning_until`.
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


class FailingRow(models.Model):
    """A row that some work had to leave out, so that the others could go on.

    `row` is its class and id, or the key of a message; `error` is the class of the error.
    """

    work = models.CharField(max_length=100)
    row = models.CharField(max_length=220)
    error = models.CharField(max_length=100)
    since = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-last_at", "work", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "row"], name="a_failing_row_is_listed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.row} in {self.work}"
