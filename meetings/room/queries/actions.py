"""While actions are agreed: when to take the first step, and who has the same."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext

from meetings.models import Action, Meeting
from meetings.permissions import may_steer
from meetings.room.cadence import WEEKLY, first_step
from meetings.room.queries.view import RoomView
from meetings.room.sameness import gist
from sets.models import Membership

#: Actions a person agrees at one meeting before a gentle word (docs/domain.md#actions).
SOFT_LIMIT = 3


@dataclass(frozen=True)
class Acting:
    """The words beside the form: none of them stops anybody."""

    first_step: str
    enough: list[str]
    twins: dict[int, str]


def acting(view: RoomView, membership: Membership) -> Acting:
    """Return what `place` is told while actions are agreed."""
    return Acting(
        first_step=_(first_step(*_rhythm(view))),
        enough=_enough(view, membership),
        twins=twins(view.actions, view.open_actions, of=membership.pk),
    )


def agreed_or_open(meeting: Meeting) -> Iterable[Action]:
    """Return this meeting's actions and the set's open ones, of its members now."""
    is_open = Q(
        learning_set_id=meeting.learning_set_id,
        state=Action.State.OPEN,
        owner__left_at=None,
    )
    rows = Action.objects.filter(is_open | Q(meeting=meeting))
    return rows.select_related("owner__user").order_by("pk")


def twin(meeting: Meeting, *, deed: str, of: int) -> str:
    """Say who has agreed the same already, before `of` does; "" where nobody has."""
    new = Action(pk=0, owner_id=of, deed=deed)
    earlier = list(agreed_or_open(meeting))
    return twins([new], earlier, of=of).get(0, "")


def twins(
    agreed: Iterable[Action], earlier: Iterable[Action], *, of: int
) -> dict[int, str]:
    """Say of each agreed action who had the same words before: "Max has this already."

    Addressed to the one whose place is `of`; both in the order they were agreed.
    """
    first: dict[str, Action] = {}
    for action in earlier:
        first.setdefault(gist(action.deed), action)
    found = {}
    for action in agreed:
        other = first.setdefault(gist(action.deed), action)
        if other is not action and gist(action.deed):
            found[action.pk] = _already(other, of=of)
    return found


def _already(other: Action, *, of: int) -> str:
    if other.owner_id == of:
        return _("You have this already.")
    return _("%(name)s has this already.") % {"name": other.owner.first_name}


def _rhythm(view: RoomView) -> tuple[str, int]:
    series = view.next_meeting.series if view.next_meeting else None
    return (series.frequency, series.every) if series else (WEEKLY, 1)


def _enough(view: RoomView, membership: Membership) -> list[str]:
    """Say who has three actions already: oneself, and to a facilitator the others."""
    counts = Counter(action.owner_id for action in view.actions)
    full = [pk for pk, n in counts.items() if n >= SOFT_LIMIT]
    words = []
    if membership.pk in full:
        words.append(
            _(
                "You have three already. Fewer get done more often; add one only if it "
                "replaces another."
            )
        )
    others = [view.name(pk) for pk in full if pk != membership.pk]
    if others and may_steer(membership, view.meeting):
        words.append(
            ngettext(
                "%(names)s has three already; ask which matter most.",
                "%(names)s have three already; ask which matter most.",
                len(others),
            )
            % {"names": get_text_list(others, _("and"))}
        )
    return words
