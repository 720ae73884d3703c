"""The link that ends mails of one kind, without signing in (RFC 8058).

It holds a signed person and kind, and grants nothing else. Somebody who finds it can stop
or resume one kind of mail, and learns the name of that kind, but not of the person. It
never expires, because old mails keep it.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from actionlearning.accounts.models import User
from actionlearning.outbox.kinds import KINDS, Kind

_signer = Signer(salt="outbox.unsubscribe")


def path_of(person: User, kind: Kind) -> str:
    """Return the path that ends this kind of mail for this person."""
    return reverse("unsubscribe", args=[_signer.sign(f"{person.pk}.{kind.name}")])


def headers(path: str) -> dict[str, str]:
    """Return the headers for a mail program's own button (RFC 2369 §3.2, RFC 8058 §3.1)."""
    return {
        "List-Unsubscribe": f"<{settings.SITE_URL}{path}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def read(token: str) -> tuple[int, Kind] | None:
    """Return the person's id and the kind of a signed token, or None if it is not ours."""
    try:
        person, _dot, name = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    kind = KINDS.get(name)
    return (int(person), kind) if kind and kind.may_choose("mail") else None
