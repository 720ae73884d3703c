import uuid

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import Conflict, Stale
from meetings.models import Meeting
from reports.models import ReportBack
from reports.report_backs.services import report_back
from reports.report_backs.services.report_back import ActionWord
from sets.models import Activity
from sets.verbs import Verb
from tests.support.cast import Cast


def live(meeting: Meeting, facilitator=None) -> Meeting:
    """Let a meeting stand in its report-backs."""
    meeting.state, meeting.phase = Meeting.State.LIVE, "report_backs"
    meeting.facilitator = facilitator
    meeting.save(update_fields=["state", "phase", "facilitator"])
    return meeting


def ended(meeting: Meeting) -> Meeting:
    meeting.state = Meeting.State.ENDED
    meeting.save(update_fields=["state"])
    return meeting


def test_a_draft_keeps_what_was_typed_and_counts_its_versions(cast: Cast):
    tom = cast.membership("tom")

    first = report_back.save_draft(cast.meeting, by=tom, fields={"did": "A"})
    second = report_back.save_draft(
        cast.meeting, by=tom, fields={"lesson": "B"}, seen_version=1
    )

    assert (first.state, first.version) == ("draft", 1)
    assert (second.did, second.lesson, second.version) == ("A", "B", 2)
    assert not Activity.objects.filter(actor=cast.tom).exists()


def test_the_same_draft_again_changes_nothing(cast: Cast):
    tom = cast.membership("tom")
    report_back.save_draft(cast.meeting, by=tom, fields={"did": "A"})

    again = report_back.save_draft(
        cast.meeting, by=tom, fields={"did": "A"}, seen_version=0
    )

    assert again.version == 1


def test_a_second_page_does_not_overwrite_the_first(cast: Cast):
    tom = cast.membership("tom")
    one, two = uuid.uuid4(), uuid.uuid4()
    report_back.save_draft(
        cast.meeting, by=tom, fields={"did": "one"}, seen_version=0, page=one
    )

    with pytest.raises(Conflict) as clash:
        report_back.save_draft(
            cast.meeting, by=tom, fields={"did": "two"}, seen_version=0, page=two
        )

    assert clash.value.stored.did == "one"
    assert ReportBack.objects.get(pk=clash.value.stored.pk).did == "one"


def test_a_page_whose_answer_was_lost_goes_on_saving(cast: Cast):
    tom, page = cast.membership("tom"), uuid.uuid4()
    report_back.save_draft(
        cast.meeting, by=tom, fields={"did": "one"}, seen_version=0, page=page
    )

    report = report_back.save_draft(
        cast.meeting, by=tom, fields={"did": "one, two"}, seen_version=0, page=page
    )

    assert (report.did, report.version) == ("one, two", 2)


def test_filing_closes_what_is_done_and_leaves_open_what_is_not_yet(cast: Cast):
    pia = cast.membership("pia")
    asked, drawn, _other = cast.past.actions

    report_back.file(
        cast.meeting,
        by=pia,
        fields={
            "actions": {
                asked.pk: {"status": "done", "why": ""},
                drawn.pk: {"status": "not_yet", "why": "No table big enough."},
            }
        },
    )

    asked.refresh_from_db()
    drawn.refresh_from_db()
    assert (asked.state, drawn.state) == ("done", "open")


def test_changing_ones_mind_before_the_start_opens_the_action_again(cast: Cast):
    pia, action = cast.membership("pia"), cast.past.actions[0]
    done = {action.pk: ActionWord(status="done", why="")}
    partly = {action.pk: ActionWord(status="partly", why="One lead of two.")}
    report_back.file(cast.meeting, by=pia, fields={"actions": done})

    report_back.file(cast.meeting, by=pia, fields={"actions": partly})

    action.refresh_from_db()
    assert (action.state, action.closed_at) == ("open", None)


def test_nobody_tells_of_anothers_action(cast: Cast):
    tom, action = cast.membership("tom"), cast.past.actions[0]

    report = report_back.file(
        cast.meeting,
        by=tom,
        fields={"did": "A", "actions": {action.pk: {"status": "done", "why": ""}}},
    )

    action.refresh_from_db()
    assert action.is_open
    assert list(report.action_reports.all()) == []


def test_filing_twice_is_logged_once(cast: Cast):
    tom = cast.membership("tom")

    report_back.file(cast.meeting, by=tom, fields={"did": "A"})
    report_back.file(cast.meeting, by=tom, fields={"did": "A"})

    log = Activity.objects.filter(actor=cast.tom).values_list("verb", flat=True)
    assert list(log) == [Verb.REPORT_BACK_FILED]


def test_what_is_filed_stays_once_the_meeting_has_begun(cast: Cast):
    pia = cast.membership("pia")
    live(cast.meeting)

    with pytest.raises(Stale):
        report_back.file(cast.meeting, by=pia, fields={"did": "Something else."})

    assert cast.past.filed.did == ReportBack.objects.get(pk=cast.past.filed.pk).did


def test_filed_in_the_meeting_counts_as_given(cast: Cast):
    max_ = cast.membership("max")
    live(cast.meeting, facilitator=cast.membership("fay"))

    report = report_back.file(cast.meeting, by=max_, fields={"did": "A"})

    assert report.state == "given"
    assert Meeting.objects.get(pk=cast.meeting.pk).version == 1


def test_nothing_is_filed_after_the_meeting(cast: Cast):
    ended(cast.meeting)

    with pytest.raises(Stale):
        report_back.file(cast.meeting, by=cast.membership("tom"), fields={"did": "A"})


def test_noting_that_it_was_told_shares_no_draft(cast: Cast):
    fay, tom = cast.membership("fay"), cast.membership("tom")
    live(cast.meeting, facilitator=fay)
    report_back.save_draft(cast.meeting, by=tom, fields={"did": "Secret."})

    noted = report_back.give(cast.meeting, by=fay, who=tom)

    assert noted.told_at
    assert not noted.is_shared


def test_told_without_a_draft_is_given(cast: Cast):
    fay, tom = cast.membership("fay"), cast.membership("tom")
    live(cast.meeting, facilitator=fay)

    noted = report_back.give(cast.meeting, by=fay, who=tom)

    assert noted.state == "given"


def test_only_the_facilitator_notes_for_another(cast: Cast):
    live(cast.meeting, facilitator=cast.membership("fay"))

    with pytest.raises(PermissionDenied):
        report_back.give(
            cast.meeting, by=cast.membership("tom"), who=cast.membership("lea")
        )

    assert not cast.meeting.report_backs.filter(
        membership=cast.membership("lea")
    ).exists()


def test_not_this_time_keeps_the_draft_and_the_reason(cast: Cast):
    tom = cast.membership("tom")
    report_back.save_draft(cast.meeting, by=tom, fields={"did": "A"})

    report = report_back.skip(cast.meeting, by=tom, reason="On leave.")

    assert (report.state, report.skip_reason, report.did) == (
        "skipped",
        "On leave.",
        "A",
    )


def test_who_was_removed_while_typing_stores_nothing(cast: Cast):
    tom = cast.membership("tom")
    type(tom).objects.filter(pk=tom.pk).update(left_at=cast.meeting.created_at)

    with pytest.raises(PermissionDenied):
        report_back.save_draft(cast.meeting, by=tom, fields={"did": "A"})

    assert not cast.meeting.report_backs.filter(membership=tom).exists()


def test_an_adviser_does_not_report(cast: Cast):
    with pytest.raises(PermissionDenied):
        report_back.file(cast.meeting, by=cast.membership("ada"), fields={"did": "A"})


def test_additions_come_with_their_date_and_once(cast: Cast):
    pia, given = cast.membership("pia"), cast.past.given

    report_back.add(given, by=pia, text="Kim wrote.")
    report_back.add(given, by=pia, text="Kim wrote.")

    assert given.additions.filter(text="Kim wrote.").count() == 1


def test_nobody_adds_to_anothers_report(cast: Cast):
    with pytest.raises(PermissionDenied):
        report_back.add(cast.past.given, by=cast.membership("tom"), text="But …")

    assert cast.past.given.additions.count() == 1
