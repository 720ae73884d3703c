from django.urls import URLPattern, path

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

# -- Between meetings
between: list[URLPattern] = [
    path("meetings/<str:code>/", meeting.meeting, name="meeting"),
    path(
        "meetings/<str:code>/report-back/", report_back.report_back, name="report_back"
    ),
    path("meetings/<str:code>/reminder/", reminder.reminder, name="reminder"),
    path("meetings/<str:code>/reminder/sending/", reminder.sending, name="sending"),
    path("meetings/<str:code>/report-back/draft/", report_back.draft, name="draft"),
    path("meetings/<str:code>/report-back/excuse/", report_back.excuse, name="excuse"),
    path("meetings/<str:code>/report-backs/given/", report_back.given, name="given"),
    path(
        "meetings/<str:code>/report-backs/<int:pk>/additions/",
        report_back.additions,
        name="additions",
    ),
    path(
        "meetings/<str:code>/report-backs/<int:pk>/next-steps/",
        next_step.next_steps,
        name="next_steps",
    ),
    path(
        "meetings/<str:code>/report-backs/<int:pk>/new-issue/",
        next_step.new_issue,
        name="new_issue",
    ),
    path(
        "meetings/<str:code>/kept-questions/<int:pk>/deletion/",
        saved_questions.deletion,
        name="disposal",
    ),
    path("sets/<str:code>/issues/<int:pk>/", issue.issue, name="issue"),
    path("sets/<str:code>/issues/<int:pk>/sentence/", issue.sentence, name="sentence"),
    path("sets/<str:code>/issues/<int:pk>/state/", issue.state, name="issue_state"),
    path("sets/<str:code>/lessons/", lessons.lessons, name="lessons"),
    path("actions/", actions.actions, name="actions"),
    path("actions/<int:pk>/end/", actions.end, name="action_end"),
    path("actions/<int:pk>/reopening/", actions.reopening, name="reopening"),
]

# -- Out of the set
leaving: list[URLPattern] = [
    path("actions/<int:pk>/release/", release.release, name="release"),
    path("sets/<str:code>/releases/", release.releases, name="releases"),
    path(
        "sets/<str:code>/releases/<int:pk>/revocation/",
        release.revocation,
        name="revocation",
    ),
    path("profile/releases/", own_releases.own_releases, name="own_releases"),
    path(
        "profile/releases/<int:pk>/revocation/",
        own_releases.revocation,
        name="retraction",
    ),
    path("sets/<str:code>/outcome/", outcomes.seen_outside, name="seen_outside"),
    path("sets/<str:code>/requests/", requests.requests, name="requests"),
    path(
        "sets/<str:code>/requests/<int:pk>/withdrawal/",
        requests.withdrawal,
        name="withdrawal",
    ),
    path("requests/<int:pk>/answer/", requests.answer, name="answer"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/<str:code>/", outcomes.one, name="outcome"),
]

urlpatterns = [*between, *leaving]
