from django.urls import include, path

from reports.actions import views as actions
from reports.issues.views import issue, next_step
from reports.lessons import views as lessons
from reports.meeting_page import views as meeting
from reports.outcomes import views as outcomes
from reports.releases.views import own_releases, release
from reports.reminders import views as reminder
from reports.report_backs import views as report_back
from reports.requests import views as requests
from reports.saved_questions import views as saved_questions

app_name = "reports"

of_a_meeting = [
    path("", meeting.meeting, name="meeting"),
    path("report-back/", report_back.report_back, name="report_back"),
    path("reminder/", reminder.reminder, name="reminder"),
    path("reminder/sending/", reminder.sending, name="sending"),
    path("report-back/draft/", report_back.draft, name="draft"),
    path("report-back/excuse/", report_back.excuse, name="excuse"),
    path("report-backs/given/", report_back.given, name="given"),
    path("report-backs/<int:pk>/additions/", report_back.additions, name="additions"),
    path("report-backs/<int:pk>/next-steps/", next_step.next_steps, name="next_steps"),
    path("report-backs/<int:pk>/new-issue/", next_step.new_issue, name="new_issue"),
    path(
        "kept-questions/<int:pk>/deletion/", saved_questions.deletion, name="disposal"
    ),
]
of_a_set = [
    path("issues/<int:pk>/", issue.issue, name="issue"),
    path("issues/<int:pk>/sentence/", issue.sentence, name="sentence"),
    path("issues/<int:pk>/state/", issue.state, name="issue_state"),
    path("lessons/", lessons.lessons, name="lessons"),
    path("releases/", release.releases, name="releases"),
    path("releases/<int:pk>/revocation/", release.revocation, name="revocation"),
    path("outcome/", outcomes.seen_outside, name="seen_outside"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<int:pk>/withdrawal/", requests.withdrawal, name="withdrawal"),
]

urlpatterns = [
    path("actions/", actions.actions, name="actions"),
    path("actions/<int:pk>/end/", actions.end, name="action_end"),
    path("actions/<int:pk>/reopening/", actions.reopening, name="reopening"),
    path("actions/<int:pk>/release/", release.release, name="release"),
    path("profile/releases/", own_releases.own_releases, name="own_releases"),
    path(
        "profile/releases/<int:pk>/revocation/",
        own_releases.revocation,
        name="retraction",
    ),
    path("requests/<int:pk>/answer/", requests.answer, name="answer"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/<str:code>/", outcomes.one, name="outcome"),
    path("meetings/<str:code>/", include(of_a_meeting)),
    path("sets/<str:code>/", include(of_a_set)),
]
