"""One spelling of each e-mail address. Pure."""

from unicodedata import normalize

import idna
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from actionlearning.lib.text import shown

LONGEST = 254  #: characters of an address (RFC 5321, 4.5.3.1.3, without the brackets)
_LONGEST_DOMAIN = 253


def spelled(address: str) -> str:
    """Return the address as it is stored and compared: visible, lower-case and ASCII.

    The domain is as the domain name system has it, "xn--…" if it is not ASCII. What is no
    address stays none: `check_address` refuses it (docs/decisions/0031).
    """
    plain = normalize("NFKC", shown(address)).strip()
    name, at, domain = plain.rpartition("@")
    return f"{name.lower()}{at}{_ascii(domain.lower())}"


def check_address(address: str) -> None:
    """Refuse what is no address that mail can be sent to, in the one spelling."""
    _is_address(address)
    # Django's pattern ignores case, so that it takes "ı" and the Kelvin sign for letters.
    if not address.isascii() or len(address) > LONGEST:
        raise ValidationError(_is_address.message, _is_address.code)


_is_address = EmailValidator()


def _ascii(domain: str) -> str:
    if domain.isascii() or len(domain) > _LONGEST_DOMAIN:
        return domain
    try:
        return idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return domain
