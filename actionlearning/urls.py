"""All addresses."""

from django.urls import include, path

from actionlearning.web.health import healthz, work
from actionlearning.web.help import help_page
from actionlearning.web.styleguide import styleguide

handler400 = "actionlearning.web.error_pages.bad_request"
handler403 = "actionlearning.web.error_pages.forbidden"
handler404 = "actionlearning.web.error_pages.not_found"
handler429 = "actionlearning.web.error_pages.too_many"
handler500 = "actionlearning.web.error_pages.server_error"

urlpatterns = [
    path("", include("reports.home.urls")),
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
