"""A slip of paper on the table: text and hands that serve the room for the moment."""

import uuid

from django.db import models
from django.db.models import Q

from actionlearning.lib.clock import now
from meetings.models.bid import Bid
from meetings.models.meeting import Meeting
from sets.models import Membership


class Slip(models.Model):
    """One member's hand, pad, question, vote or proposed words.

    All slips of a meeting are read with one query. All are deleted when it closes,
    except the questions that the presenter kept (`is_kept`): those are the presenter's
    alone.

    `hand`: raised since `at`. `pad`: private `text`. `question`: written `text` of the
    airtime `slot`, on the table once `is_handed`, `about` the `Pile` it lies on.
    `vote`: for `bid`. `words`: a proposal for the presenter's answer, `about` one of
    the three questions, until the presenter approves it.
    """

    class Kind(models.TextChoices):
        HAND = "hand", "hand"
        PAD = "pad", "pad"
        QUESTION = "question", "question"
        VOTE = "vote", "vote"
        WORDS = "words", "words"

    class Pile(models.TextChoices):
        """The pile of a question; sentences on the problem have a pile of their own."""

        TABLE = "", "on the table"
        ANSWERED = "answered", "answered"
        ASIDE = "aside", "put aside"
        PROBLEM = "problem", "what the problem is"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="slips")
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="slips"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    slot = models.PositiveSmallIntegerField(default=0)
    about = models.CharField(max_length=20, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    bid = models.ForeignKey(
        Bid, on_delete=models.CASCADE, null=True, blank=True, related_name="votes"
    )
    is_handed = models.BooleanField(default=False)
    is_kept = models.BooleanField(default=False)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership", "kind"],
                condition=Q(kind__in=["hand", "pad", "vote"]),
                name="one_hand_pad_and_vote_each",
            ),
            models.UniqueConstraint(
                fields=["meeting", "slot", "about"],
                condition=Q(kind="words"),
                name="one_proposal_per_question",
            ),
            models.CheckConstraint(
                condition=~Q(kind="vote") | Q(bid__isnull=False),
                name="a_vote_is_for_a_bid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.membership}"
