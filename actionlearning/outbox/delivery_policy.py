"""Decide whether a message is mailed, by what its reader wants at this moment.

See docs/domain.md#messages.
"""

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.kinds import KINDS, Channel, kind_of
from actionlearning.outbox.models import Notice


def reason_to_skip(notice: Notice) -> str:
    """Return why a message is not mailed, or "" if it is.

    The outbox asks just before it sends, so that a choice counts at once. A message of a
    quiet day is not mailed later: it stands in the person's notices, and a flood of old
    mail after a holiday helps nobody.
    """
    person, kind = notice.person, kind_of(notice.kind)
    if person is None:
        return ""
    if not kind.comes_by("mail", person):
        return "switched off"
    is_quiet = person.is_quiet_on(person.local(now()).date())
    return "quiet day" if is_quiet and not kind.cannot_wait else ""


def news_is_mailed_to(person: User) -> bool:
    """Return whether this person gets all news of dates by mail."""
    news = [kind for kind in KINDS.values() if kind.tells_dates]
    return all(kind.comes_by("mail", person) for kind in news)


def kinds_off(channel: Channel, person: User) -> list[str]:
    """Return the names of the kinds that do not reach this person by `channel`."""
    return [kind.name for kind in KINDS.values() if not kind.comes_by(channel, person)]
