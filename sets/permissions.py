"""May this membership do that? Pure functions; no query."""

from django.core.exceptions import PermissionDenied

from sets.models import Membership


def require(allowed: bool) -> None:
    """Raise `PermissionDenied` (403) unless `allowed`."""
    if not allowed:
        raise PermissionDenied


def may_invite(m: Membership) -> bool:
    """The coordinator invites people and revokes invitations, while the set runs."""
    return m.is_coordinator and not m.learning_set.is_closed


def may_remove(m: Membership, other: Membership) -> bool:
    """The coordinator may end any membership; everybody may end their own."""
    return m.learning_set_id == other.learning_set_id and (
        m == other or m.is_coordinator
    )


def may_end_management(m: Membership) -> bool:
    """The coordinator may end a manager's appointment, even when the set is closed."""
    return m.is_coordinator


def may_edit_agreement(m: Membership) -> bool:
    """Members write their ground rules together; an adviser does not."""
    return m.is_member and not m.learning_set.is_closed


def may_accept_agreement(m: Membership) -> bool:
    """Everybody in the set accepts the ground rules, advisers too."""
    return not m.learning_set.is_closed


def may_close(m: Membership) -> bool:
    """The coordinator closes the set."""
    return m.is_coordinator


def may_connect_chat(m: Membership) -> bool:
    """The coordinator connects a chat channel, while the set runs."""
    return m.is_coordinator and not m.learning_set.is_closed


def may_see_mail(m: Membership) -> bool:
    """The coordinator sees whether the set's mail arrives, to ask the others."""
    return m.is_coordinator
