"""The profile, and signing in to the demo."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts import demo
from actionlearning.accounts.forms import ProfileForm, ZoneForm, facts
from actionlearning.accounts.http import SignedInRequest
from actionlearning.accounts.models import User
from actionlearning.accounts.services import keep_profile, keep_zone
from actionlearning.lib.clock import now
from actionlearning.lib.zones import with_time


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Show the profile, and how the person signs in; POST stores the profile."""
    posted = request.POST if request.method == "POST" else None
    form = ProfileForm(posted, initial=facts(request.user))
    if form.is_valid():
        user = keep_profile(request.user, **form.cleaned_data)
        with translation.override(user.language):  # the language of the next page
            messages.success(request, _("Your profile is saved."))
        return redirect("profile")
    status = 422 if form.is_bound else 200
    page = {"form": form, "zones": with_time(now())}
    return render(request, "accounts/profile.html", page, status=status)


@require_POST
def zone(request: SignedInRequest) -> HttpResponse:
    """Confirm the person's zone, then return to the former page."""
    form = ZoneForm(request.POST)
    if not form.is_valid():
        return redirect("profile")
    keep_zone(request.user, form.cleaned_data["zone"])
    return redirect(_way_back(request))


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the people of the demo."""
    email = request.POST.get("email", "")
    if email not in {guest.email for guest in demo.guests()}:
        raise Http404
    user = get_object_or_404(User, email=email)
    login(request, user)
    return redirect(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    """Return the form's next address if it is on this site, else home."""
    way = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(
        way, {request.get_host()}, require_https=request.is_secure()
    )
    return way if here else "/"
