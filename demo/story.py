"""The shape of a story: the life of a set, as plain data for the player."""

from dataclasses import dataclass, field

Became = dict[str, tuple[str, str]]  #: action → (status, why not)


@dataclass(frozen=True)
class Person:
    """A person of the demo; `key` is their name in the stories."""

    key: str
    name: str
    work: str
    zone: str = "Europe/London"

    @property
    def email(self) -> str:
        """The address with which they sign in."""
        return f"{self.key}@demo.example"


@dataclass(frozen=True)
class Told:
    """A report-back: the five answers, and what it opened (issue, choice, sentence)."""

    who: str
    did: str
    happened: str
    compared: str
    difference: str
    lesson: str = ""
    became: Became = field(default_factory=dict)
    then: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class Asked:
    """One bid: a sentence, for a new issue or to go on with `issue`."""

    who: str
    sentence: str
    issue: str = ""


@dataclass(frozen=True)
class Agreed:
    """One action: "When … I will …", and the expectation of its owner."""

    key: str
    who: str
    cue: str
    deed: str
    expectation: str
    days: int = 7


@dataclass(frozen=True)
class PastMeeting:
    """One meeting: absences, report-backs, bids, answers and actions.

    The first of the `bids` is chosen; from then on its issue is called `issue`. `inquiry`
    holds the three answers, `reviews` one (who, helped, differently) per person.
    """

    facilitator: str
    issue: str
    bids: list[Asked]
    inquiry: tuple[str, str, str]
    actions: list[Agreed]
    told: list[Told] = field(default_factory=list)
    away: tuple[str, ...] = ()
    reviews: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Raised:
    """A request to management, `days` before today, and its answer."""

    who: str
    sentence: str
    days: int
    needed_in: int
    answer: str = ""
    answered_after: int = 0


@dataclass(frozen=True)
class Shown:
    """A story released `days` before today, and perhaps taken back again."""

    action: str
    days: int
    revoked_days: int = 0


@dataclass(frozen=True)
class SetStory:
    """A set from its founding to today.

    `starts_in` is the minutes to the next meeting, or None if the set has closed.
    `invited` holds addresses whose invitations are open. `proposed` holds times for one
    more meeting: (days after the next one, "HH:MM"); all but `silent` have answered.
    The next facilitator has offered the turn to `asked_to_facilitate`.
    """

    name: str
    programme: str
    purpose: str
    members: tuple[str, ...]
    frequency: str
    starts_in: int | None
    place: str
    link: str = ""
    rules: str = ""
    adviser: str = ""
    manager: str = ""
    invited: tuple[str, ...] = ()
    meetings: list[PastMeeting] = field(default_factory=list)
    filed: list[Told] = field(default_factory=list)
    draft: Told | None = None
    cannot: tuple[str, ...] = ()
    proposed: tuple[tuple[int, str], ...] = ()
    silent: tuple[str, ...] = ()
    asked_to_facilitate: str = ""
    raised: list[Raised] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    closed_days: int = 0
    every: int = 1
