from __future__ import annotations

from django.urls import URLPattern, path

from meetings.views import founding, leaving, organisation, reply
from meetings.views.set import learning_set

app_name = "meetings"

sets = [
    path("organisations/<str:code>/", organisation.organisation, name="organisation"),
    path("sets/new/", founding.founding, name="founding"),
    path("sets/<str:code>/", learning_set, name="set"),
    path("sets/<str:code>/members/<int:pk>/end/", leaving.end, name="end"),
    path("meetings/<str:code>/reply/", reply.reply, name="reply"),
]

# -- The room ------------------------------------------------------------------------

room: list[URLPattern] = []

urlpatterns = [*sets, *room]
