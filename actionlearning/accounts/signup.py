"""Sign-up with an address that we know already and do not show.

The holder of an invitation's link may be another person, so the page neither asks for the
address nor shows it; the code that is mailed there proves who they are
(docs/decisions/0007).
"""

from typing import Any

from allauth.account.views import SignupView
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from actionlearning.accounts.wording import Signup

#: Key of the session for the address that its browser was never shown.
_UNSEEN = "unseen_address"


def sign_up_for(
    request: HttpRequest, address: str, *, template: str, back: str, **shown: Any
) -> HttpResponseBase:
    """Ask only for name and password; once the code is typed, continue at `back`."""
    view = _SignupFor.as_view(
        address=address, back=back, template_name=template, extra_context=shown
    )
    return view(request)


def is_unseen(email: str, request: HttpRequest) -> bool:
    """Return whether this browser signs up with an address that it was never shown."""
    return bool(request.session.get(_UNSEEN) == email)


class KnownAddress(Signup):
    """Name and password; the address is fixed, whatever the browser posts."""

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A disabled field keeps its initial value.
        self.fields["email"].disabled = True
        self.initial["email"] = address


class _SignupFor(SignupView):
    """allauth's sign-up, with its limits, its codes and its silence about known people."""

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
