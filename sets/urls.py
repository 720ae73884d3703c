from __future__ import annotations

from django.urls import path

from sets.views import agreement, members

app_name = "sets"
urlpatterns = [
    path("sets/<str:code>/members/", members.members, name="members"),
    path(
        "sets/<str:code>/invitations/<int:pk>/revocation/",
        members.revocation,
        name="revocation",
    ),
    path("sets/<str:code>/agreement/", agreement.agreement, name="agreement"),
    path(
        "sets/<str:code>/agreement/acceptance/",
        agreement.acceptance,
        name="acceptance",
    ),
]
