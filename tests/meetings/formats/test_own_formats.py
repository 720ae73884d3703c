import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.dates.services import schedule
from meetings.formats import services as formats
from meetings.formats.definitions import as_data, from_data
from meetings.formats.queries.choice import Choice, choices, format_of, own
from meetings.formats.shipped import FORMATS
from meetings.models import Meeting, OwnFormat, Series
from meetings.room.services import lobby
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast

AIRTIME = Choice(FORMATS["airtime"])


@pytest.fixture
def ours(cast: Cast) -> OwnFormat:
    return cast.past.own_format


def chosen(row: OwnFormat) -> Choice:
    return own([row])[0]


def test_the_coordinator_copies_one_of_ours(cast: Cast):
    made = formats.copy(cast.set, by=cast.membership("fay"), base="one_problem")

    assert (made.name, made.base) == ("Our One problem", "one_problem")
    assert from_data(made.phases) == FORMATS["one_problem"].phases
    assert Activity.objects.filter(verb=Verb.FORMAT_COPIED).count() == 1


def test_a_second_copy_has_a_name_of_its_own(cast: Cast):
    fay = cast.membership("fay")

    names = [formats.copy(cast.set, by=fay, base="airtime").name for _n in range(3)]

    assert names == ["Our Airtime", "Our Airtime 2", "Our Airtime 3"]


@pytest.mark.parametrize("by", ["ben", "ada", "tom"])
def test_only_the_coordinator_shapes_formats(cast: Cast, ours: OwnFormat, by: str):
    membership = cast.membership(by)

    for deed in (
        lambda: formats.copy(cast.set, by=membership, base="airtime"),
        lambda: formats.keep(ours, by=membership, name="X", phases=[], seen=1),
        lambda: formats.retire(ours, by=membership),
        lambda: formats.choose_usual(cast.set, by=membership, choice=AIRTIME),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_a_change_raises_the_version_once(cast: Cast, ours: OwnFormat):
    phases = from_data(ours.phases)[:-1]
    for seen in (1, 2):
        kept = formats.keep(
            ours, by=cast.membership("fay"), name="Tuesdays", phases=phases, seen=seen
        )

    assert (kept.name, kept.version) == ("Tuesdays", 2)


def test_two_changes_at_once_do_not_cover_each_other(cast: Cast, ours: OwnFormat):
    fay, phases = cast.membership("fay"), from_data(ours.phases)
    formats.keep(ours, by=fay, name="First", phases=phases, seen=1)

    with pytest.raises(Stale):
        formats.keep(ours, by=fay, name="Second", phases=phases, seen=1)


def test_two_formats_have_two_names(cast: Cast, ours: OwnFormat):
    other = formats.copy(cast.set, by=cast.membership("fay"), base="airtime")

    with pytest.raises(NotAllowedYet):
        formats.keep(
            other,
            by=cast.membership("fay"),
            name=ours.name,
            phases=from_data(other.phases),
            seen=1,
        )


def test_a_meeting_keeps_the_format_it_was_held_in(
    live_meeting: LiveMeeting, ours: OwnFormat
):
    fay = live_meeting.membership("fay")
    formats.choose(live_meeting.meeting, by=fay, choice=chosen(ours))
    before = live_meeting.start().meeting.phases

    formats.keep(
        ours, by=fay, name="Shorter", phases=from_data(ours.phases)[:-1], seen=1
    )
    formats.retire(ours, by=fay)

    after = live_meeting.meeting
    assert (after.format_name, after.phases) == ("Our Tuesdays", before)
    assert after.own_format == ours


def test_a_meeting_ahead_follows_the_change(cast: Cast, ours: OwnFormat):
    fay = cast.membership("fay")
    formats.choose(cast.meeting, by=fay, choice=chosen(ours))

    formats.keep(ours, by=fay, name="Fridays", phases=from_data(ours.phases), seen=1)

    row = Meeting.objects.get(pk=cast.meeting.pk)
    assert (format_of(row).name, row.version) == ("Fridays", 2)


def test_what_is_retired_is_offered_no_more(cast: Cast, ours: OwnFormat):
    formats.choose_usual(cast.set, by=cast.membership("fay"), choice=chosen(ours))

    formats.retire(ours, by=cast.membership("fay"))

    assert chosen(ours) not in choices(cast.set)
    row = Meeting.objects.get(pk=cast.meeting.pk)
    assert (row.own_format, row.format) == (None, "airtime")
    assert Series.objects.get(learning_set=cast.set).own_format is None


def test_one_meeting_may_go_another_way(cast: Cast):
    formats.choose(cast.meeting, by=cast.membership("fay"), choice=AIRTIME)

    assert Meeting.objects.get(pk=cast.meeting.pk).format == "airtime"
    assert cast.set.meetings.filter(format="airtime").count() == 1


@pytest.mark.at("open")
def test_a_meeting_that_has_begun_keeps_its_format(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    with pytest.raises(Stale):
        formats.choose(
            live_meeting.meeting, by=live_meeting.membership("fay"), choice=AIRTIME
        )


def test_the_usual_format_is_that_of_the_meetings_ahead(cast: Cast):
    fay, problem = cast.membership("fay"), Choice(FORMATS["one_problem"])
    formats.choose(cast.harbour.later[0], by=fay, choice=problem)

    formats.choose_usual(cast.set, by=fay, choice=AIRTIME)

    held, first, second, third = cast.set.meetings.order_by("number")
    assert [first.format, second.format, third.format] == [
        *("airtime", "one_problem", "airtime")
    ]
    assert held.format == "report_and_resolve"


def test_new_meetings_take_the_usual_format(cast: Cast, ours: OwnFormat):
    formats.choose_usual(cast.set, by=cast.membership("fay"), choice=chosen(ours))

    schedule.materialise(cast.harbour.later[-1].starts_at, only=cast.set)

    assert cast.set.meetings.latest("number").own_format == ours


def test_another_sets_format_is_not_offered(cast: Cast):
    assert chosen(cast.quay.past.own_format) not in choices(cast.set)


def test_too_few_hold_no_whole_meeting(live_meeting: LiveMeeting):
    live_meeting.people = ("fay", "pia")

    with pytest.raises(NotAllowedYet, match="Too few people are here"):
        live_meeting.start()


def test_too_few_may_hold_a_short_one(live_meeting: LiveMeeting):
    live_meeting.people = ("fay", "pia")
    fay = live_meeting.gather().membership("fay")
    lobby.choose_facilitator(live_meeting.meeting, by=fay, who=fay)

    meeting = lobby.start(live_meeting.meeting, by=fay, short=True)

    assert meeting.is_short
    kinds = [phase.kind for phase in from_data(meeting.phases)]
    assert kinds == ["round", "round", "close"]
    assert as_data(from_data(meeting.phases)) == meeting.phases
