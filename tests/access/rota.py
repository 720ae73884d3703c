"""The routes of the rota: whether one comes, and whose turn it is."""

from meetings.models import Swap
from meetings.models.attendance import reply_address
from meetings.rota.services import swap
from tests.access.payload import Payload, form
from tests.support.cast import Cast


def _link(cast: Cast) -> dict[str, object]:
    """Return the last part of the address at which Ben answers from a mail."""
    address = reply_address(cast.meeting, cast.membership("ben"))
    return {"link": address.split("/")[-2]}


def _fay_offers(cast: Cast) -> None:
    swap.offer(cast.meeting, by=cast.membership("fay"))


def _offer(cast: Cast) -> dict[str, object]:
    return {"pk": Swap.objects.get(meeting=cast.meeting).pk}


ROTA: dict[str, Payload] = {
    "meetings:reply_link": Payload(form(answer="cannot"), args=_link),
    "meetings:own_rota": Payload(form(on="0")),
    "meetings:swap_acceptance": Payload(args=_offer, moment=_fay_offers),
    "meetings:swap_withdrawal": Payload(args=_offer, moment=_fay_offers),
}
