"""How a person's own calendar learns of meetings: by mail, by a feed, or neither."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting


class PersonalCalendar(models.Model):
    """One person's choices. Without a row they are the defaults: entries by mail, no feed.

    Only the reader keeps the address of the feed; the row has a hash of its token.
    `names` says whether an entry names the set: a calendar is often open to colleagues.
    `entries_until` ends new entries by mail. Entries that were mailed before then are
    still updated, or they would go on showing a wrong date.

    See docs/threat-model.md#calendars.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar"
    )
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    fed_since = models.DateTimeField(null=True, blank=True)
    names = models.BooleanField(default=True)
    entries_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(digest=None, fed_since=None)
                | Q(digest__isnull=False, fed_since__isnull=False),
                name="a_feed_has_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"The calendar of {self.user}"

    @property
    def is_fed(self) -> bool:
        """Whether the feed is on."""
        return self.digest is not None

    @property
    def mark(self) -> str:
        """A name for the present feed; a form that carries another one is late."""
        return f"{self.fed_since.timestamp():.6f}" if self.fed_since else "off"

    @property
    def by_mail(self) -> bool:
        """Whether each new meeting comes as an entry by mail."""
        return self.entries_until is None

    def takes(self, meeting: Meeting) -> bool:
        """Say whether a mail about this meeting carries its entry."""
        until = self.entries_until
        return until is None or meeting.created_at <= until


def new_token() -> str:
    """Return 256 random bits for an address that nobody can guess."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return the stored hash of a token. Tokens are random, so they need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
