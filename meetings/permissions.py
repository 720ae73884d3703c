"""May this membership do that in a meeting? Pure questions; no query."""

import datetime as dt
from collections.abc import Collection

from meetings.models import Action, Attendance, Inquiry, Meeting, Poll
from sets.models import Membership

#: How long the facilitator must be gone: for the stand-in, and for anybody.
#: See docs/domain.md#dropping-out.
STAND_IN_AFTER = dt.timedelta(seconds=60)
ANYBODY_AFTER = dt.timedelta(seconds=120)
#: How long before its start a room stands open.
OPEN_BEFORE = dt.timedelta(minutes=30)


def may_take_part(m: Membership) -> bool:
    """Members speak, bid, act and facilitate; an adviser listens and asks."""
    return m.is_member


def may_facilitate(m: Membership) -> bool:
    """Members facilitate in turn, unless they have stepped out of the rota."""
    return m.is_member and m.on_rota and not m.learning_set.is_closed


def may_steer(m: Membership, meeting: Meeting) -> bool:
    """Only the facilitator moves phases, the clock and the floor."""
    return m.pk == meeting.facilitator_id


def may_ask(m: Membership, presenter: Membership | None) -> bool:
    """Everybody in the set may ask the presenter something, the adviser too."""
    return presenter is not None and m.pk != presenter.pk


def may_pass_question(m: Membership, presenter: Membership | None) -> bool:
    """Only the presenter may leave a question unanswered."""
    return presenter is not None and m.pk == presenter.pk


def may_answer(m: Membership, meeting: Meeting, inquiry: Inquiry) -> bool:
    """The presenter answers the three questions; the facilitator may type for them."""
    return may_approve(m, inquiry) or may_steer(m, meeting)


def may_approve(m: Membership, inquiry: Inquiry) -> bool:
    """Only the presenter approves the words that stand in their name."""
    return m.pk == inquiry.presenter_id


def may_sort(m: Membership, inquiry: Inquiry) -> bool:
    """The questions of an airtime are its presenter's: nobody else sorts or keeps them."""
    return m.pk == inquiry.presenter_id


def may_record_action(
    m: Membership, owner: Membership, meeting: Meeting, presenter_id: int | None
) -> bool:
    """Everybody agrees their own; facilitator and presenter may write for another."""
    if not owner.is_member or owner.learning_set_id != meeting.learning_set_id:
        return False
    return m.pk in {owner.pk, meeting.facilitator_id, presenter_id}


def may_change_action(m: Membership, action: Action) -> bool:
    """An action is its owner's: nobody else rewords it or takes it back."""
    return m.pk == action.owner_id


def may_confirm(m: Membership, row: Action | Inquiry) -> bool:
    """Only the owner of the words says whether they were written down right."""
    mine = row.presenter_id if isinstance(row, Inquiry) else row.owner_id
    return m.pk == mine


def may_enter_from_paper(m: Membership, facilitator: Membership) -> bool:
    """The facilitator, or the coordinator for them, enters the paper record."""
    return m.is_member and (m.is_coordinator or m.pk == facilitator.pk)


def may_take_over(m: Membership, gone: dt.timedelta, stand_in: int | None) -> bool:
    """The stand-in or the coordinator after 60 s without the facilitator, then anybody."""
    if not m.is_member:
        return False
    if m.is_coordinator or m.pk == stand_in:
        return gone >= STAND_IN_AFTER
    return gone >= ANYBODY_AFTER


def may_take_back(
    m: Membership, meeting: Meeting, presenters: Collection[int | None]
) -> bool:
    """The previous facilitator takes the role back, but in nobody's own airtime.

    See docs/domain.md#dropping-out.
    """
    is_theirs = meeting.is_live and m.pk == meeting.returns_to_id
    return is_theirs and m.is_member and m.pk not in presenters


def quorum(members: int) -> int:
    """Return how many members make a meeting: three, and at least half.

    See docs/domain.md#size-and-quorum.
    """
    return min(max(3, (members + 1) // 2), members)


def may_plan(m: Membership, meeting: Meeting) -> bool:
    """The coordinator and the chosen facilitator plan a meeting.

    They change its date and format, and say whether it took place.
    """
    running = not m.learning_set.is_closed
    return running and (m.is_coordinator or may_steer(m, meeting))


def may_plan_all(m: Membership) -> bool:
    """The coordinator alone adds a meeting, or changes more than one, or the rule."""
    return m.is_coordinator and not m.learning_set.is_closed


def may_poll(
    m: Membership, meeting: Meeting | None, next_facilitator: int | None
) -> bool:
    """The coordinator and the next facilitator (`next_facilitator`) ask for a date.

    The people who plan a meeting may also ask for another date for it.
    """
    if m.learning_set.is_closed or not m.is_member:
        return False
    is_next = m.is_coordinator or m.pk == next_facilitator
    return is_next or (meeting is not None and may_plan(m, meeting))


def may_end_poll(m: Membership, poll: Poll) -> bool:
    """The opener and the coordinator decide a poll, add times to it and close it."""
    running = not m.learning_set.is_closed
    return running and (m.is_coordinator or m.pk == poll.opened_by_id)


def may_shape_formats(m: Membership) -> bool:
    """The coordinator writes the set's own formats and says which one is usual."""
    return m.is_coordinator and not m.learning_set.is_closed


def may_tell_facilitator(m: Membership, meeting: Meeting) -> bool:
    """Members tell the facilitator what helped; nobody tells themselves."""
    return m.is_member and meeting.facilitator_id not in {None, m.pk}


def may_miss(m: Membership, meeting: Meeting, moment: dt.datetime) -> bool:
    """Once its time has come, the planners of a meeting may say that it was not held."""
    past = meeting.is_scheduled and moment >= meeting.starts_at
    return past and may_plan(m, meeting)


def may_abandon(m: Membership, meeting: Meeting, moment: dt.datetime) -> bool:
    """The facilitator at any time; any member once nobody has closed it in time."""
    return may_steer(m, meeting) or (m.is_member and meeting.is_left_open(moment))


def may_close_as_held(m: Membership, meeting: Meeting, moment: dt.datetime) -> bool:
    """Everybody in the set, the adviser too, may close what nobody closed in time."""
    inside = m.learning_set_id == meeting.learning_set_id
    return inside and meeting.is_left_open(moment)


def is_open(meeting: Meeting, moment: dt.datetime) -> bool:
    """Whether the room opens by itself: the meeting goes on, or is soon to begin."""
    return meeting.is_now(moment) or (
        meeting.is_scheduled and moment >= meeting.starts_at - OPEN_BEFORE
    )


def is_in_the_room(attendance: Attendance, moment: dt.datetime) -> bool:
    """Whether somebody has come in and their page still answers."""
    seen = attendance.seen_at
    return (
        attendance.present_at is not None
        and not attendance.is_away
        and seen is not None
        and seen >= moment - STAND_IN_AFTER
    )


def may_reply(m: Membership) -> bool:
    """Everybody in a running set says whether they come, the adviser too."""
    return not m.learning_set.is_closed
