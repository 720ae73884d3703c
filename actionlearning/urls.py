"""Where every address leads."""

from __future__ import annotations

from django.urls import include, path

from actionlearning.health import healthz, work
from actionlearning.pages import help_page
from actionlearning.styleguide import styleguide
from reports.views.home import home

handler400 = "actionlearning.errors.bad_request"
handler403 = "actionlearning.errors.forbidden"
handler404 = "actionlearning.errors.not_found"
handler429 = "actionlearning.errors.too_many"
handler500 = "actionlearning.errors.server_error"

urlpatterns = [
    path("", home, name="home"),
    path("account/", include("allauth.urls")),
    path("healthz", healthz, name="healthz"),
    path("healthz/work", work, name="health_of_work"),
    path("help/", help_page, name="help"),
    path("styleguide/", styleguide, name="styleguide"),
    path("", include("actionlearning.accounts.urls")),
    path("", include("actionlearning.outbox.urls")),
    path("", include("sets.urls")),
    path("", include("meetings.urls")),
    path("", include("reports.urls")),
]
