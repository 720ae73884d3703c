"""The coordinator's line in the reminders of one meeting, and the reminders by hand."""

import datetime as dt

from django.db import models

from meetings.models import Meeting
from sets.models import Membership

#: How long after one reminder by hand the next one may go (threat-model.md#limits).
BETWEEN = dt.timedelta(hours=4)


class Reminder(models.Model):
    """One short line in every reminder of the meeting, which only its set reads."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.CASCADE, related_name="reminder"
    )
    line = models.CharField(max_length=200, blank=True)
    written_by = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"reminder of {self.meeting}"

    @property
    def again_at(self) -> dt.datetime | None:
        """When the next one may be sent by hand; None if none was sent yet."""
        return self.sent_at + BETWEEN if self.sent_at else None
