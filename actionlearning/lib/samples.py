"""A sample round for the front page and the style guide. Its people are invented."""

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
    """Return a round of six during open questions."""
    return [
        Seat("Priya", _("presenting"), speaks=True, mark=True),
        Seat("Jonas", _("next question"), mark="1"),
        Seat("Fatima", _("facilitating"), is_facilitator=True),
        Seat("Mwangi", _("no question yet")),
        Seat("Léa", _("away"), away=True),
        Seat("Tom", mark="2"),
    ]


def of(number: int) -> list[Seat]:
    """Return a round of `number` people, of whom the second speaks."""
    return [
        Seat(name, speaks=index == 1, is_facilitator=index == 0)
        for index, name in enumerate(NAMES[:number])
    ]
