from __future__ import annotations

from django.urls import URLPattern, path

from reports.views import outcomes, release, requests

app_name = "reports"

# -- What leaves the set
leaving: list[URLPattern] = [
    path("actions/<int:pk>/release/", release.release, name="release"),
    path("sets/<str:code>/releases/", release.releases, name="releases"),
    path(
        "sets/<str:code>/releases/<int:pk>/revocation/",
        release.revocation,
        name="revocation",
    ),
    path("sets/<str:code>/outcome/", release.seen_outside, name="seen_outside"),
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

urlpatterns = leaving
