"""One person's paper in an airtime: pad, questions, sentences. No query."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _, ngettext

from meetings.models import Slip
from meetings.permissions import may_steer
from meetings.room.queries.view import RoomView
from sets.models import Membership

LINES = 12  #: lines of a pad that the page offers to ask with one tap


@dataclass(frozen=True)
class Sheet:
    """A slip with the name of its writer."""

    slip: Slip
    name: str


@dataclass(frozen=True)
class Paper:
    """One person's paper. `own` waits to be handed over, `handed` is handed over.

    `table`, `kept` and `sorted` are the presenter's, `sentences` everybody's.
    """

    is_presenter: bool
    presenter: str
    written: str
    pad: str = ""
    own: list[Slip] = field(default_factory=list)
    handed: list[Slip] = field(default_factory=list)
    table: list[Sheet] = field(default_factory=list)
    kept: list[Sheet] = field(default_factory=list)
    sorted: list[Sheet] = field(default_factory=list)
    own_sentence: str = ""
    sentences: list[Sheet] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The lines of the pad that are no question yet."""
        asked = {slip.text for slip in (*self.own, *self.handed)}
        return [line for line in pad_lines(self.pad) if line not in asked]


def pad_lines(text: str) -> list[str]:
    """Return the lines of a pad that could be asked, without their dashes."""
    lines = [line.strip(" \t-–•*") for line in text.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))[:LINES]


def paper(view: RoomView, membership: Membership) -> Paper | None:
    """Return the paper of `membership`; None outside an airtime."""
    if view.phase is None or not view.phase.slot or view.presenter_id is None:
        return None
    common = Paper(
        is_presenter=membership.pk == view.presenter_id,
        presenter=view.presenter_name,
        written=_written(view),
        own_sentence=_own_sentence(view, membership),
        sentences=shown_sentences(view),
    )
    if common.is_presenter:
        return _with_piles(common, view)
    mine = [slip for slip in _questions(view) if slip.membership_id == membership.pk]
    return replace(
        common,
        pad=_pad(view, membership),
        own=[slip for slip in mine if not slip.is_handed],
        handed=[slip for slip in mine if slip.is_handed],
    )


def shown_sentences(view: RoomView) -> list[Sheet]:
    """Return everybody's sentence on the problem, once all are shown."""
    return _sheets(view, [slip for slip in _sentences(view) if slip.is_handed])


def names_the_problem(view: RoomView) -> bool:
    """Whether everybody writes the problem in this phase, rather than questions."""
    phase = view.phase
    return bool(phase and phase.kind == "write" and "current_issue" in phase.answers)


def are_shown(view: RoomView) -> bool:
    """Whether the sentences on the problem are shown."""
    return any(slip.is_handed for slip in _sentences(view))


def hides_sentences(view: RoomView) -> bool:
    """Whether sentences on the problem wait to be shown."""
    return names_the_problem(view) and bool(_sentences(view)) and not are_shown(view)


def writing_sentence(view: RoomView, membership: Membership) -> str:
    """Return what `membership` does now while everybody writes."""
    if names_the_problem(view):
        return _naming(view, membership)
    if membership.pk == view.presenter_id:
        return _("Let them write. Later you read what they hand over.")
    return view.phase.for_everybody if view.phase else ""


def reading_sentence(view: RoomView, membership: Membership) -> str:
    """Return what `membership` does while questions are read aloud; "" for nothing new."""
    if not (view.phase and view.phase.slot):
        return ""
    if membership.pk == view.presenter_id:
        return _("Just listen. What they hand over will be in front of you.")
    speaks = view.speaking is not None and view.speaking.membership_id == membership.pk
    has_written = any(slip.membership_id == membership.pk for slip in _questions(view))
    reads = _("You have the floor. Read yours aloud, then hand them over.")
    return reads if speaks and has_written else ""


def _naming(view: RoomView, membership: Membership) -> str:
    if are_shown(view):
        words = _("Read them aloud, one by one. %(name)s is first to say: do I agree?")
        if membership.pk == view.presenter_id:
            words = _(
                "Listen to them all. Then you are first to say which one you agree "
                "with."
            )
        return words % {"name": view.presenter_name}
    has_written = any(s.membership_id == membership.pk for s in _sentences(view))
    if may_steer(membership, view.meeting) and _sentences(view):
        return _(
            "Keep the silence until everybody has written, then show the sentences."
        )
    if has_written:
        return _("Yours is written. Nobody can see it until all are shown.")
    return _("What is the problem? One sentence, in silence.")


def _written(view: RoomView) -> str:
    if names_the_problem(view):
        who, slips = view.here, _sentences(view)
    else:
        who = [person for person in view.here if person.pk != view.presenter_id]
        slips = _questions(view)
    writers = {slip.membership_id for slip in slips}
    number = len([person for person in who if person.pk in writers])
    return ngettext(
        "%(n)d of %(all)d has written.", "%(n)d of %(all)d have written.", number
    ) % {"n": number, "all": len(who)}


def _with_piles(common: Paper, view: RoomView) -> Paper:
    handed = [s for s in _questions(view) if s.is_handed]
    kept = [s for s in [*handed, *_sentences(view)] if s.is_kept]
    return replace(
        common,
        table=_sheets(view, [s for s in handed if not (s.is_kept or s.about)]),
        kept=_sheets(view, kept),
        sorted=_sheets(view, [s for s in handed if s.about and not s.is_kept]),
    )


def _sheets(view: RoomView, slips: list[Slip]) -> list[Sheet]:
    return [Sheet(slip, view.name(slip.membership_id)) for slip in slips]


def _pad(view: RoomView, membership: Membership) -> str:
    pads = (s for s in view.slips if s.kind == Slip.Kind.PAD)
    return next((s.text for s in pads if s.membership_id == membership.pk), "")


def _own_sentence(view: RoomView, membership: Membership) -> str:
    own = (s.text for s in _sentences(view) if s.membership_id == membership.pk)
    return next(own, "")


def _questions(view: RoomView) -> list[Slip]:
    return [s for s in _written_now(view) if s.about != Slip.Pile.PROBLEM]


def _sentences(view: RoomView) -> list[Slip]:
    return [s for s in _written_now(view) if s.about == Slip.Pile.PROBLEM]


def _written_now(view: RoomView) -> list[Slip]:
    slot = view.phase.slot if view.phase else 0
    return [
        slip
        for slip in view.slips
        if slip.kind == Slip.Kind.QUESTION and slip.slot == slot
    ]
