"""Letters about cancelled meetings, and about another rule of the set."""

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from actionlearning.outbox.kinds import INBOX, MEETINGS, kind
from actionlearning.outbox.letter import Fact, Facts, Letter, Part, Points, Say
from actionlearning.outbox.models import Notice
from meetings.calendar.queries import with_calendar
from meetings.dates.queries.rhythm import rhythm
from meetings.models import Meeting, Series
from meetings.rota import facts as rows
from meetings.rota.queries.turns import ahead
from sets.letters import membership_of, person_of
from sets.models import Membership

DATES = 5  #: dates that a letter lists; the set's page shows the others


@kind(
    "meeting_cancelled",
    gettext_lazy("A meeting was called off"),
    group=MEETINGS,
    order=2,
    always=INBOX,
    reason=gettext_lazy(
        "It always stays in your notices, so that nobody makes a wasted journey."
    ),
    cannot_wait=True,
    about_future=True,
)
def meeting_cancelled(notice: Notice) -> Letter | None:
    """Tell which meetings are cancelled, and which is next."""
    membership = membership_of(notice)
    off = _meetings(membership, notice, "meetings", Meeting.State.CANCELLED)
    if membership.learning_set.is_closed or not off:
        return None
    names = {
        "set": membership.learning_set.name,
        "name": _who(membership, notice),
        "number": off[0].number,
        "n": len(off),
        "day": rows.day_of(off[0], membership.user),
    }
    said = ngettext(
        "%(name)s has called off meeting %(number)d of %(set)s.",
        "%(name)s has called off %(n)d meetings of %(set)s.",
        len(off),
    )
    subject = ngettext(
        "%(set)s is not meeting on %(day)s",
        "%(set)s: %(n)d meetings are called off, from %(day)s onwards",
        len(off),
    )
    written = Letter(
        subject=subject % names,
        parts=[
            Say(said % names),
            _list(_("Called off"), off, membership),
            *_next(membership),
            Say(_what_stays(membership, off[-1], notice)),
        ],
        link=membership.learning_set.get_absolute_url(),
        act=_("Open the set"),
        why=_("You get this because you are in %(set)s.") % names,
    )
    return with_calendar(written, off, membership.user)


def _what_stays(membership: Membership, last: Meeting, notice: Notice) -> str:
    """Return what becomes of actions and report-backs, as of the cancellation."""
    later = membership.learning_set.meetings.filter(
        state=Meeting.State.SCHEDULED,
        starts_at__gt=last.starts_at,
        created_at__lte=notice.created_at,
    )
    if later.exists():
        return _(
            "Nothing is lost: open actions stay open, and anything due then is due at "
            "the next meeting. Your report-back moves there too."
        )
    return _(
        "Nothing is lost: open actions stay open and keep their dates. Report-backs "
        "wait until a meeting is planned."
    )


@kind(
    "dates_changed",
    gettext_lazy("The regular day or time changed"),
    group=MEETINGS,
    order=3,
    always=INBOX,
    reason=gettext_lazy(
        "It always stays in your notices: if you miss it, you miss meetings."
    ),
    cannot_wait=True,
    about_future=True,
    tells_dates=True,
)
def dates_changed(notice: Notice) -> Letter | None:
    """Tell the new rule of the set, the next date, and what is cancelled."""
    membership = membership_of(notice)
    coming = _meetings(membership, notice, "meetings", Meeting.State.SCHEDULED)
    off = _meetings(membership, notice, "cancelled", Meeting.State.CANCELLED)
    series = Series.objects.filter(pk=notice.about["series"]).first()
    if membership.learning_set.is_closed or series is None or not (coming or off):
        return None
    names = {"set": membership.learning_set.name, "name": _who(membership, notice)}
    parts: list[Part] = [
        Say(_("%(name)s has changed when or where %(set)s meets.") % names),
        Facts([Fact(_("From now on"), rhythm(series))]),
    ]
    if coming:
        parts.append(rows.coming(rows.duty_of(coming[0]), membership.user))
    if coming[1:]:
        parts.append(_list(_("After that"), coming[1:], membership))
    if off:
        parts.append(_list(_("Called off"), off, membership))
    subject, said = _of_change(moves=bool(notice.about.get("moves", 1)))
    parts.append(Say(said if coming else _what_stays(membership, off[-1], notice)))
    written = Letter(
        subject=subject % names,
        parts=parts,
        link=(coming[0] if coming else membership.learning_set).get_absolute_url(),
        act=_("Say whether you are coming") if coming else _("Open the set"),
        why=_("You get this because you are in %(set)s.") % names,
    )
    return with_calendar(written, [*coming, *off], membership.user)


def _of_change(*, moves: bool) -> tuple[str, str]:
    """Return the subject and the last sentence, for new times or only a new place."""
    if moves:
        return (
            _("%(set)s has new dates"),
            _(
                "Anything due at a meeting is now due on its new day. The set is "
                "asking again who can come: please say whether you can."
            ),
        )
    return (
        _("%(set)s: the same dates, but other changes"),
        _(
            "The meetings start at the same times as before, and your replies still "
            "count."
        ),
    )


def _meetings(
    membership: Membership, notice: Notice, name: str, state: str
) -> list[Meeting]:
    ids = [int(pk) for pk in str(notice.about.get(name, "")).split(",") if pk]
    rows = membership.learning_set.meetings.filter(pk__in=ids, state=state)
    return list(rows.select_related("learning_set").order_by("starts_at", "pk"))


def _who(membership: Membership, notice: Notice) -> str:
    return person_of(notice, membership).name


def _list(title: str, meetings: list[Meeting], membership: Membership) -> Points:
    """Return dates by the reader's clock; a long list ends with the number of others."""
    dates = [rows.when(meeting, membership.user) for meeting in meetings[:DATES]]
    if (more := len(meetings) - DATES) > 0:
        dates.append(_("and %(n)d more") % {"n": more})
    return Points(title, dates)


def _next(membership: Membership) -> list[Part]:
    duties = ahead(membership.learning_set, 1)
    if not duties:
        return [Say(_("No other meeting is planned yet."))]
    return [Say(_("The set next meets:")), rows.coming(duties[0], membership.user)]
