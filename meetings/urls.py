from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, include, path

from meetings.calendar import views as calendar
from meetings.dates.views import additional, dates, rule
from meetings.formats import views as formats
from meetings.paper.views import recorded, run_sheet, typed_in as from_paper
from meetings.polls import views as polls
from meetings.room.views import (
    action,
    asking,
    bids,
    floor,
    inquiry,
    laptop,
    lobby,
    phase,
    review,
    room as live,
    screen,
    slips as paper,
)
from meetings.rota import views as rota
from meetings.set_pages.views import (
    closing,
    founding,
    invitation,
    late_closing,
    leaving,
    organisation,
    planning,
    reply,
)
from meetings.set_pages.views.set import learning_set

app_name = "meetings"

of_a_set = [
    path("", learning_set, name="set"),
    path("closing/", closing.closing, name="set_closing"),
    path("meetings/new/", additional.additional_meeting, name="extra"),
    path("rule/", rule.rule, name="rule"),
    path("polls/new/", polls.new_poll, name="new_poll"),
    path("polls/<int:pk>/", polls.poll, name="poll"),
    path("polls/<int:pk>/times/", polls.poll_times, name="poll_times"),
    path("polls/<int:pk>/decision/", polls.poll_decision, name="poll_decision"),
    path("polls/<int:pk>/closing/", polls.poll_closing, name="poll_closing"),
    path("formats/", formats.formats, name="formats"),
    path("formats/usual/", formats.usual, name="usual_format"),
    path("formats/<int:pk>/", formats.own_format, name="own_format"),
    path("formats/<int:pk>/retirement/", formats.retirement, name="retirement"),
    path("members/<int:pk>/end/", leaving.end, name="end"),
    path("rota/", rota.rota, name="rota"),
    path("rota/mine/", rota.own_rota, name="own_rota"),
]
of_a_meeting = [
    path("calendar/", calendar.file, name="calendar_file"),
    path("paper/", from_paper.from_paper, name="from_paper"),
    path("run-sheet/", run_sheet.run_sheet, name="run_sheet"),
    path("recorded/", recorded.recorded, name="recorded"),
    path("recorded/actions/<int:pk>/", recorded.action, name="recorded_action"),
    path("recorded/inquiries/<int:pk>/", recorded.answers, name="recorded_answers"),
    path("reply/", reply.reply, name="reply"),
    path("decline/", rota.decline, name="decline"),
    path("swaps/", rota.swaps, name="swaps"),
    path("swaps/<int:pk>/acceptance/", rota.acceptance, name="swap_acceptance"),
    path("swaps/<int:pk>/withdrawal/", rota.swap_end, name="swap_withdrawal"),
    path("date/", dates.date, name="date"),
    path("cancellation/", dates.cancellation, name="cancellation"),
    path("format/", planning.format_of, name="format"),
    path("late-closing/", late_closing.late_closing, name="late_closing"),
    path("not-held/", planning.not_held, name="not_held"),
]

# -- The room ------------------------------------------------------------------------


def _room(noun: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return path(f"meetings/<str:code>/room/{noun}", view, name=name)


room = [
    _room("", live.room, "room"),
    _room("panels/", live.panels, "panels"),
    _room("screen/", screen.screen, "screen"),
    _room("screen/panels/", screen.panels, "screen_panels"),
    _room("arrival/", lobby.arrival, "arrival"),
    _room("presence/", lobby.presence, "presence"),
    _room("facilitator/", lobby.facilitator, "facilitator"),
    _room("facilitator/return/", lobby.facilitator_return, "facilitator_return"),
    _room("cover/", lobby.cover, "cover"),
    _room("start/", lobby.start, "start"),
    _room("laptop/seats/", laptop.seat, "seat"),
    _room("laptop/seats/end/", laptop.seat_end, "seat_end"),
    _room("laptop/bids/", laptop.bid, "bid_for_other"),
    _room("laptop/answers/<slug:question>/", laptop.yes, "said_yes"),
    _room("format/", lobby.room_format, "room_format"),
    _room("phase/", phase.phase, "phase"),
    _room("time/", phase.time, "time"),
    _room("pause/", phase.pause, "pause"),
    _room("closing/", phase.closing, "closing"),
    _room("abandonment/", phase.abandonment, "abandonment"),
    _room("opening/", floor.opening, "opening"),
    _room("floor/", floor.floor, "floor"),
    _room("reading/", floor.reading, "reading"),
    _room("turns/<int:pk>/end/", floor.turn_end, "turn_end"),
    _room("turns/<int:pk>/pass/", floor.turn_pass, "turn_pass"),
    _room("hand/", asking.hand, "hand"),
    _room("hand/lowering/", asking.hand_down, "hand_down"),
    _room("no-answer/", asking.no_answer, "no_answer"),
    _room("silence/", asking.silence, "silence"),
    _room("process-check/", asking.check, "check"),
    _room("process-check/wish/", asking.check_wish, "check_wish"),
    _room("bids/", bids.bids, "bids"),
    _room("bids/withdrawal/", bids.withdrawal, "withdrawal"),
    _room("bids/parking/", bids.parking, "parking"),
    _room("bids/reveal/", bids.bids_reveal, "bids_reveal"),
    _room("bids/<int:pk>/choice/", bids.choice, "choice"),
    _room("bids/<int:pk>/choice/withdrawal/", bids.choice_back, "choice_back"),
    _room("bids/<int:pk>/letting-go/", bids.letting_go, "letting_go"),
    _room("bids/<int:pk>/vote/", bids.bid_vote, "bid_vote"),
    _room("vote/", bids.vote, "vote"),
    _room("vote/count/", bids.vote_count, "vote_count"),
    _room("pad/", paper.pad, "pad"),
    _room("questions/", paper.questions, "questions"),
    _room("questions/kept/", paper.kept, "kept"),
    _room("questions/<int:pk>/", paper.question, "question"),
    _room("questions/<int:pk>/handing/", paper.handing, "handing"),
    _room("questions/<int:pk>/tearing/", paper.tearing, "tearing"),
    _room("questions/<int:pk>/sorting/", paper.sorting, "sorting"),
    _room("sentences/", paper.sentence, "sentence"),
    _room("sentences/showing/", paper.showing, "showing"),
    _room("answers/<slug:question>/", inquiry.answer, "answer"),
    _room("answers/<slug:question>/approval/", inquiry.approval, "approval"),
    _room("answers/<slug:question>/refusal/", inquiry.refusal, "refusal"),
    _room("actions/", action.actions, "room_actions"),
    _room("actions/<int:pk>/", action.one, "room_action"),
    _room("actions/<int:pk>/taking-back/", action.taken_back, "taking_back"),
    _room("review/", review.review, "review"),
    _room("review/reveal/", review.reveal, "reveal"),
    _room("feedback/", review.feedback, "feedback"),
]

#: The room first: each open page of it asks again at every change.
urlpatterns = [
    *room,
    path("profile/calendar/", calendar.calendar, name="calendar"),
    path("profile/calendar/address/", calendar.address, name="calendar_address"),
    path("profile/calendar/end/", calendar.feed_end, name="feed_end"),
    path("calendars/<str:token>.ics", calendar.feed, name="feed"),
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path(
        "invitations/<str:token>/account/", invitation.new_account, name="new_account"
    ),
    path("organisations/<str:code>/", organisation.organisation, name="organisation"),
    path("sets/new/", founding.founding, name="founding"),
    path("replies/<str:link>/", reply.reply_link, name="reply_link"),
    path("sets/<str:code>/", include(of_a_set)),
    path("meetings/<str:code>/", include(of_a_meeting)),
]
