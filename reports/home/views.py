"""The first page: home for a person who is signed in, else the front page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.home.queries.home import home as home_of


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Show home, or the front page if nobody is signed in."""
    if not request.user.is_authenticated:
        return render(request, "reports/home/front.html")
    page = home_of(request.user)
    return render(request, "reports/home/home.html", {"page": page})
