"""Likely names for the organisation and programme of a new set."""

from django.db.models import Q
from django.utils.translation import gettext as _

from actionlearning.accounts.models import User
from sets.models import Organisation

#: Domains of private addresses, which say nothing of an organisation.
HOME_MAIL = frozenset(
    [
        "gmail",
        "googlemail",
        "outlook",
        "hotmail",
        "live",
        "msn",
        "yahoo",
        "icloud",
        "me",
        "aol",
        "gmx",
        "web",
        "proton",
        "protonmail",
        "posteo",
        "mailbox",
        "fastmail",
        "zoho",
        "yandex",
        "qq",
        "163",
    ]
)
#: Second levels under which organisations register.
SHARED = frozenset(["ac", "co", "com", "edu", "gov", "net", "nhs", "org", "sch"])


def own_organisations(user: User) -> list[Organisation]:
    """Return the organisations that a person administers or has a set in, oldest first."""
    mine = Q(administrators__user=user) | Q(
        programmes__sets__memberships__user=user,
        programmes__sets__memberships__left_at=None,
    )
    return list(Organisation.objects.filter(mine).distinct().order_by("pk"))


def likely_names(user: User) -> tuple[str, str]:
    """Return organisation and programme: the person's own, or one from their address."""
    for mine in own_organisations(user)[:1]:
        first = mine.programmes.order_by("pk").first()
        return mine.name, first.name if first else _("Action learning")
    return _from_address(user), _("Action learning")


def _from_address(user: User) -> str:
    """Return "Example" for ben@mail.example.org."""
    labels = user.email.rpartition("@")[2].split(".")[:-1]
    while len(labels) > 1 and labels[-1] in SHARED:
        labels.pop()
    name = labels[-1] if labels else ""
    if not name or name in HOME_MAIL:
        return _("%(name)s’s organisation") % {"name": user.first_name}
    return name.replace("-", " ").capitalize()
