"""The type of a request whose sender has signed in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from actionlearning.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request behind `LoginRequiredMiddleware`: `user` is a person, never anonymous."""

    user: User
    htmx: HtmxDetails
