"""The sentence that says why it is somebody: true, and short (docs/domain.md#rota)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _, ngettext

from actionlearning.lib.dates import month_day
from meetings.rota.order import (
    Proposal,
    Reason,
    Why,
)
from sets.models import Membership


def proposal(
    found: Proposal, memberships: Mapping[int, Membership], why: Mapping[int, Why]
) -> str:
    """Return one or two whole sentences on whom the rota proposes."""
    person = memberships.get(found.facilitator or 0)
    if person is None:
        return _("Nobody on the rota can come yet.")
    other = memberships.get(found.instead_of or 0)
    fact = share(why[person.pk], person.first_name)
    if other is None:
        return fact
    names = {"name": person.first_name, "other": other.first_name}
    if found.reason == Reason.SWAP:
        return _("%(name)s swaps with %(other)s.") % names
    if found.reason == Reason.COVER:
        covers = _("%(name)s covers: %(other)s can’t come.") % names
    else:
        covers = _("%(name)s covers: %(other)s can’t facilitate.") % names
    return f"{covers} {fact}"


def share(why: Why, name: str) -> str:
    """Return "Ama: 1 turn in 9 meetings, last on 3 March."."""
    if not why.meetings:
        return _("%(name)s: no turn yet.") % {"name": name}
    facts = {
        "name": name,
        "turns": _turns(why),
        "meetings": ngettext("%(n)d meeting", "%(n)d meetings", why.meetings)
        % {"n": why.meetings},
    }
    if not why.turns and not why.has_part:
        return _("%(name)s: no turn yet in %(meetings)s.") % facts
    if why.last is None:
        return _("%(name)s: %(turns)s in %(meetings)s.") % facts
    facts["last"] = month_day(why.last)
    return _("%(name)s: %(turns)s in %(meetings)s, last on %(last)s.") % facts


def _turns(why: Why) -> str:
    if why.has_part and not why.turns:
        return _("part of a turn")
    whole = ngettext("%(n)d turn", "%(n)d turns", why.turns) % {"n": why.turns}
    return _("%(turns)s and part of one") % {"turns": whole} if why.has_part else whole


def learning(found: Proposal, memberships: Mapping[int, Membership]) -> tuple[str, ...]:
    """Return "Nia shadows." and "Nia helps to facilitate." for newcomers who come."""
    words = {
        **dict.fromkeys(found.shadows, _("%(name)s shadows.")),
        **dict.fromkeys(found.helps, _("%(name)s helps to facilitate.")),
    }
    return tuple(
        sentence % {"name": memberships[pk].first_name}
        for pk, sentence in words.items()
        if pk != found.facilitator
    )
