"""Where every address leads."""

from __future__ import annotations

from django.urls import include, path

from actionlearning.pages import help_page

handler400 = "actionlearning.errors.bad_request"
handler403 = "actionlearning.errors.forbidden"
handler404 = "actionlearning.errors.not_found"
handler500 = "actionlearning.errors.server_error"

urlpatterns = [
    path("help/", help_page, name="help"),
    path("account/", include("allauth.urls")),
    path("", include("sets.urls")),
    path("", include("meetings.urls")),
    path("", include("reports.urls")),
]
