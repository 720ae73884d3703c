"""A turn to facilitate that is offered to somebody else."""

from django.db import models
from django.db.models import Q

from actionlearning.lib.clock import now
from meetings.models.meeting import Meeting
from sets.models import Membership


class Swap(models.Model):
    """A member offers their turn at one meeting, to one person or to anyone who can.

    The swap is about the meeting at `starts_at`: once the meeting moves, nobody has
    agreed to anything. The person who runs the meeting in the end gets the turn. The
    giver stays at the front of the line, so that nothing has to be paid back
    (docs/domain.md#rota).
    """

    class State(models.TextChoices):
        OPEN = "open", "offered"
        TAKEN = "taken", "accepted"
        WITHDRAWN = "withdrawn", "taken back"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="swaps")
    giver = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    asked = models.ForeignKey(
        Membership, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    taker = models.ForeignKey(
        Membership, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    starts_at = models.DateTimeField()
    offered_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(state="open"),
                name="one_open_offer_per_meeting",
            ),
            models.CheckConstraint(
                condition=Q(state="taken", taker__isnull=False)
                | (~Q(state="taken") & Q(taker__isnull=True)),
                name="an_accepted_offer_has_a_taker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} offers {self.meeting}: {self.state}"
