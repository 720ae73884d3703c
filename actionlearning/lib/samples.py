"""A round to look at: for the front page and the style guide. Nobody in it exists."""

from django.utils.translation import gettext as _

from actionlearning.lib.drawing import Seat

NAMES = (
    "Priya",
    "Jonas",
    "Fatima",
    "Mwangi",
    "Léa",
    "Tom",
    "Ines",
    "Noor",
    "Ben",
    "Uma",
)


def six() -> list[Seat]:
    """Return a round of six in the middle of the open questions."""
    return [
        Seat("Priya", _("presents"), lit=True, mark=True),
        Seat("Jonas", _("next question"), mark="1"),
        Seat("Fatima", _("facilitates"), is_facilitator=True),
        Seat("Mwangi", _("not asked yet")),
        Seat("Léa", _("away"), away=True),
        Seat("Tom", mark="2"),
    ]


def of(number: int) -> list[Seat]:
    """Return a round of `number` people, the second one speaking."""
    return [
        Seat(name, lit=index == 1, is_facilitator=index == 0)
        for index, name in enumerate(NAMES[:number])
    ]
