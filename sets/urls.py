from django.urls import path

from sets.agreement import views as agreement
from sets.chat import views as chat
from sets.inbox import views as inbox
from sets.mail_report import views as mail
from sets.managers import views as manager
from sets.members import views as members

app_name = "sets"
urlpatterns = [
    path("notices/", inbox.notices, name="notices"),
    path("notices/reading/", inbox.reading, name="reading"),
    path("notices/<int:pk>/", inbox.notice, name="notice"),
    path("sets/<str:code>/mail/", mail.mail, name="mail"),
    path("sets/<str:code>/chat/", chat.chat, name="chat"),
    path("sets/<str:code>/chat/trial/", chat.trial, name="chat_trial"),
    path("sets/<str:code>/chat/end/", chat.end, name="chat_end"),
    path("sets/<str:code>/members/", members.members, name="members"),
    path(
        "sets/<str:code>/invitations/<int:pk>/revocation/",
        members.revocation,
        name="revocation",
    ),
    path("sets/<str:code>/managers/<int:pk>/end/", manager.removal, name="manager_end"),
    path("outcomes/<str:code>/end/", manager.stepping_down, name="stepping_down"),
    path("sets/<str:code>/agreement/", agreement.agreement, name="agreement"),
    path(
        "sets/<str:code>/agreement/acceptance/",
        agreement.acceptance,
        name="acceptance",
    ),
]
