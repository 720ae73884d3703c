from django.urls import include, path

from sets.agreement import views as agreement
from sets.chat import views as chat
from sets.inbox import views as inbox
from sets.mail_report import views as mail
from sets.managers import views as manager
from sets.members import views as members

app_name = "sets"

of_a_set = [
    path("mail/", mail.mail, name="mail"),
    path("chat/", chat.chat, name="chat"),
    path("chat/trial/", chat.trial, name="chat_trial"),
    path("chat/end/", chat.end, name="chat_end"),
    path("members/", members.members, name="members"),
    path("invitations/<int:pk>/revocation/", members.revocation, name="revocation"),
    path("managers/<int:pk>/end/", manager.removal, name="manager_end"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/acceptance/", agreement.acceptance, name="acceptance"),
]

urlpatterns = [
    path("notices/", inbox.notices, name="notices"),
    path("notices/reading/", inbox.reading, name="reading"),
    path("notices/<int:pk>/", inbox.notice, name="notice"),
    path("outcomes/<str:code>/end/", manager.stepping_down, name="stepping_down"),
    path("sets/<str:code>/", include(of_a_set)),
]
