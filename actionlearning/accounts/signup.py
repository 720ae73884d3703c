"""Sign-up for an address that the house knows already, and that stays unseen.

Whoever holds the link of an invitation may be somebody else, so the address is neither
typed nor shown; the code that is mailed there proves who they are (docs/decisions/0007).
"""

from typing import Any

from allauth.account.views import SignupView
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from actionlearning.accounts.wording import Signup

#: Where the session keeps the address that its browser was never told.
_UNSEEN = "unseen_address"


def sign_up_for(
    request: HttpRequest, address: str, *, template: str, back: str, **shown: Any
) -> HttpResponseBase:
    """Ask for name and password only; once the code is typed, go on at `back`."""
    view = _SignupFor.as_view(
        address=address, back=back, template_name=template, extra_context=shown
    )
    return view(request)


def is_unseen(email: str, request: HttpRequest) -> bool:
    """Say whether this browser signs up for an address that it was never told."""
    return bool(request.session.get(_UNSEEN) == email)


class KnownAddress(Signup):
    """Name and password; the address is fixed, whatever is posted."""

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A disabled field keeps its initial value.
        self.fields["email"].disabled = True
        self.initial["email"] = address


class _SignupFor(SignupView):
    """allauth's sign-up, whole: its limits, its codes, its silence about who is here."""

    address = ""
    back = "/"

    def get_form_class(self) -> type[KnownAddress]:
        return KnownAddress

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "address": self.address}

    def get_success_url(self) -> str:
        return self.back

    def form_valid(self, form: KnownAddress) -> HttpResponse:
        self.request.session[_UNSEEN] = form.cleaned_data["email"]
        return super().form_valid(form)

    def form_invalid(self, form: KnownAddress) -> HttpResponse:
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=422)
