"""All addresses."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from actionlearning.web.health import healthz, rows, work
from actionlearning.web.styleguide import styleguide

handler400 = "actionlearning.web.error_pages.bad_request"
handler403 = "actionlearning.web.error_pages.forbidden"
handler404 = "actionlearning.web.error_pages.not_found"
handler429 = "actionlearning.web.error_pages.too_many"
handler500 = "actionlearning.web.error_pages.server_error"

help_page = TemplateView.as_view(template_name="web/help.html")

urlpatterns = [
    path("", include("reports.home.urls")),
    path("account/", include("allauth.urls")),
    path("healthz", healthz, name="healthz"),
    path("healthz/rows", rows, name="health_of_rows"),
    path("healthz/work", work, name="health_of_work"),
    path("help/", login_not_required(require_safe(help_page)), name="help"),
    path("styleguide/", styleguide, name="styleguide"),
    path("", include("actionlearning.accounts.urls")),
    path("", include("actionlearning.outbox.urls")),
    path("", include("sets.urls")),
    path("", include("meetings.urls")),
    path("", include("reports.urls")),
]
