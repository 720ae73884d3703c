"""The set's shelf: its lessons, and what was tried and did not work."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from reports.models import ReportBack
from reports.report_backs.queries.report_back import Telling, shared, telling
from sets.models import Membership

SHOWN = 60  #: entries on one page; a search finds the others
TRIED = "tried"  #: the shelf of outcomes that were not as expected
WORDS = 8  #: words that one search looks for; each is one more condition


@dataclass(frozen=True)
class Shelf:
    """The lessons of a set that match the search, the newest first."""

    membership: Membership
    words: list[str]
    is_cut: bool
    only_tried: bool
    tellings: list[Telling]
    is_more: bool
    is_empty: bool

    @property
    def query(self) -> str:
        """The search words, as they stand in the address."""
        return " ".join(self.words)

    @property
    def quoted(self) -> str:
        """The search words, as a person reads them: “hour” and “page”."""
        words = [_("“%(word)s”") % {"word": word} for word in self.words]
        return get_text_list(words, _("and"))


def lessons(
    membership: Membership, *, words: str = "", only_tried: bool = False
) -> Shelf:
    """Return the shelf; each search word has to stand in a report-back or its actions.

    Only the first eight different words count.
    """
    everything = _on_shelf(membership)
    found = everything.filter(_went_otherwise()) if only_tried else everything
    asked = list(dict.fromkeys(words.split()))
    for word in asked[:WORDS]:
        found = found.filter(_holds(word))
    rows = list(shared(found)[: SHOWN + 1])
    return Shelf(
        membership=membership,
        words=asked[:WORDS],
        is_cut=len(asked) > WORDS,
        only_tried=only_tried,
        tellings=[telling(report) for report in rows[:SHOWN]],
        is_more=len(rows) > SHOWN,
        is_empty=not rows and not everything.exists(),
    )


def _on_shelf(membership: Membership) -> QuerySet[ReportBack]:
    """Return the set's report-backs that hold something to learn."""
    reports = ReportBack.objects.filter(
        meeting__learning_set=membership.learning_set,
        state__in=[ReportBack.State.FILED, ReportBack.State.GIVEN],
    )
    said = ~Q(lesson="") | (_went_otherwise() & ~Q(difference="", happened=""))
    return reports.filter(said).order_by("-meeting__starts_at", "pk")


def _went_otherwise() -> Q:
    otherwise = [ReportBack.Compared.WORSE, ReportBack.Compared.DIFFERENT]
    return Q(compared__in=otherwise)


def _holds(word: str) -> Q:
    fields = ("lesson", "did", "happened", "difference")
    holds = Q(
        pk__in=ReportBack.objects.filter(
            Q(action_reports__action__deed__icontains=word)
            | Q(action_reports__action__cue__icontains=word)
        ).values("pk")
    )
    for field in fields:
        holds |= Q(**{f"{field}__icontains": word})
    return holds
