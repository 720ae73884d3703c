"""The set's shelf of lessons."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
from reports.lessons.forms import SearchForm
from reports.lessons.queries import TRIED, lessons as shelf
from sets.access import membership_or_404


@require_safe
def lessons(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what the set has learnt, or what a search finds in it."""
    membership = membership_or_404(request.user, code)
    form = SearchForm(request.GET)
    status, words = (200, form.cleaned_data["q"]) if form.is_valid() else (422, "")
    only_tried = request.GET.get("shelf") == TRIED
    page = shelf(membership, words=words, only_tried=only_tried)
    shown = {"page": page, "form": form}
    return render(request, "reports/lessons/lessons.html", shown, status=status)
