import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.formats import services as formats
from meetings.formats.forms.draft import Draft
from meetings.formats.shipped import FORMATS
from meetings.models import Meeting, OwnFormat
from tests.support.cast import Cast

Sent = dict[str, str]


@pytest.fixture
def ours(cast: Cast) -> OwnFormat:
    return cast.past.own_format


def address(cast: Cast, rest: str = "") -> str:
    return f"/sets/{cast.set.code}/formats/{rest}"


def typed(ours: OwnFormat, **changes: str) -> Sent:
    """Return what the browser sends of a format as it is kept, but for `changes`."""
    draft = Draft.of(ours)
    sent = {
        field.html_name: "" if (value := field.value()) is None else str(value)
        for form in (draft.head, draft.rows.management_form, *draft.rows)
        for field in form
    }
    return {**sent, "command": "keep", **changes}


def test_everybody_in_the_set_sees_how_meetings_go(cast: Cast):
    page = cast.client("ada").get(address(cast)).content.decode()

    for name in ("Report &amp; resolve", "Written questions", "Our Tuesdays"):
        assert name in page
    assert "our default" in page
    assert "Copy and change it" not in page


def test_a_copy_opens_where_it_is_changed(cast: Cast):
    answer = cast.client("fay").post(address(cast), {"base": "written_questions"})

    made = cast.set.formats.get(base="written_questions")
    assert answer.headers["Location"] == address(cast, f"{made.pk}/")


@pytest.mark.parametrize("where", ["", "usual/"])
def test_a_format_that_nobody_offered_is_refused(cast: Cast, where: str):
    sent = {"base": "own", "format": f"own-{cast.quay.past.own_format.pk}"}

    answer = cast.client("fay").post(address(cast, where), sent)

    assert answer.status_code == 422


def test_the_usual_format_is_chosen_with_one_button(cast: Cast, ours: OwnFormat):
    cast.client("fay").post(address(cast, "usual/"), {"format": f"own-{ours.pk}"})

    assert Meeting.objects.get(pk=cast.meeting.pk).own_format == ours


def test_what_is_kept_is_what_was_typed(cast: Cast, ours: OwnFormat):
    changes = {"name": "Short ones", "length": "91", "phase-0-minutes": "6"}
    sent = typed(ours, **changes, **{"phase-0-for_everybody": "One word each."})

    answer = cast.client("fay").post(address(cast, f"{ours.pk}/"), sent)

    ours.refresh_from_db()
    assert (answer.status_code, ours.name, ours.version) == (302, "Short ones", 2)
    assert ours.phases[0]["minutes"] == 6
    assert ours.phases[0]["for_everybody"] == "One word each."
    assert ours.phases[1:] == _data(FORMATS["airtime"].phases)[1:]


def _data(phases: object) -> list[dict[str, object]]:
    rows = [dict(vars(phase)) for phase in phases]  # type: ignore[attr-defined]
    return [{**row, "answers": list(row["answers"])} for row in rows]


def test_minutes_that_do_not_add_up_are_not_kept(cast: Cast, ours: OwnFormat):
    sent = typed(ours, **{"phase-0-minutes": "15", "phase-1-title": "Round of news"})

    answer = cast.client("fay").post(address(cast, f"{ours.pk}/"), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The phases take 100 minutes: 10 too many." in page
    assert 'value="Round of news"' in page
    assert OwnFormat.objects.get(pk=ours.pk).version == 1


def test_what_breaks_a_rule_is_named_at_its_place(cast: Cast, ours: OwnFormat):
    sent = typed(ours, **{"phase-3-slot": "0"})

    answer = cast.client("fay").post(address(cast, f"{ours.pk}/"), sent)

    form = answer.context["draft"].rows.forms[3]
    assert form.errors == {"title": ["Say which airtime this belongs to."]}


def test_guidance_is_at_most_three_hundred_characters(cast: Cast, ours: OwnFormat):
    sent = typed(ours, **{"phase-2-for_facilitator": "a" * 301})

    answer = cast.client("fay").post(address(cast, f"{ours.pk}/"), sent)

    assert answer.status_code == 422
    assert "a" * 301 in answer.content.decode()


@pytest.mark.parametrize(
    ("command", "titles"),
    [
        ("up-1", ["Report-backs", "Open", "Choose the issues"]),
        ("down-1", ["Open", "Choose the issues", "Report-backs"]),
        ("remove-1", ["Open", "Choose the issues", "Tell"]),
        ("up-0", ["Open", "Report-backs", "Choose the issues"]),
        ("up-99", ["Open", "Report-backs", "Choose the issues"]),
    ],
)
def test_a_button_rearranges_and_keeps_nothing(
    cast: Cast, ours: OwnFormat, command: str, titles: list[str]
):
    sent = typed(ours, command=command, name="Half-typed")

    answer = cast.client("fay").post(address(cast, f"{ours.pk}/"), sent)

    draft = answer.context["draft"]
    assert [form["title"].value() for form in draft.rows][:3] == titles
    assert draft.head["name"].value() == "Half-typed"
    assert OwnFormat.objects.get(pk=ours.pk).version == 1


@pytest.mark.parametrize(
    ("piece", "minutes"), [("airtime", 24), ("report_backs", 24), ("float", 3)]
)
def test_a_phase_is_added_where_it_belongs(
    cast: Cast, ours: OwnFormat, piece: str, minutes: int
):
    page = address(cast, f"{ours.pk}/")
    added = cast.client("fay").post(page, typed(ours, command="add", piece=piece))
    draft = added.context["draft"]
    sent = {
        field.html_name: str(field.value() or "")
        for form in (draft.head, draft.rows.management_form, *draft.rows)
        for field in form
    }

    sent |= {"length": str(90 + minutes), "command": "keep"}

    assert cast.client("fay").post(page, sent).status_code == 302


def test_an_unknown_piece_adds_nothing(cast: Cast, ours: OwnFormat):
    sent = typed(ours, command="add", piece="party")

    answer = cast.client("fay").post(address(cast, f"{ours.pk}/"), sent)

    assert len(answer.context["draft"].rows.forms) == len(ours.phases)


def test_a_change_of_somebody_else_is_shown_first(cast: Cast, ours: OwnFormat):
    sent = typed(ours, name="Mine")
    formats.keep(
        ours,
        by=cast.membership("fay"),
        name="Theirs",
        phases=FORMATS["airtime"].phases,
        seen=1,
    )
    page = address(cast, f"{ours.pk}/")

    answer = cast.client("fay").post(page, sent)
    text = answer.content.decode()
    again = cast.client("fay").post(page, {**sent, "version": "2"})

    assert answer.status_code == 409
    assert "Theirs" in text
    assert 'value="Mine"' in text
    assert 'name="version" value="2"' in text
    assert (again.status_code, cast.set.formats.get().name) == (302, "Mine")


def test_what_was_put_away_is_gone(cast: Cast, ours: OwnFormat):
    cast.client("fay").post(address(cast, f"{ours.pk}/retirement/"))

    assert cast.client("fay").get(address(cast, f"{ours.pk}/")).status_code == 404
    assert "Our Tuesdays" not in cast.client("ben").get(address(cast)).content.decode()


def test_the_list_takes_as_many_queries_for_many_formats(cast: Cast):
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            cast.client("ben").get(address(cast))
        return len(context)

    queries()  # allauth notes the session
    one = queries()
    for _n in range(3):
        formats.copy(cast.set, by=cast.membership("fay"), base="airtime")

    assert queries() == one
