"""One answer to every refusal of a service: its sentence, its status, a fresh page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakSet

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from actionlearning.lib.errors import RateLimited, Refusal

P = ParamSpec("P")
Request = TypeVar("Request", bound=HttpRequest)
Answer = TypeVar("Answer", bound=HttpResponse | None)
Page = Callable[..., HttpResponse]
View = Callable[Concatenate[Request, P], Answer]
_refused = WeakSet[HttpResponse]()


def refusals(
    page: Page, *, of: type[Refusal] = Refusal, warn: bool = True
) -> Callable[[View[Request, P, Answer]], View[Request, P, Answer | HttpResponse]]:
    """Answer with `page(request, refusal, …)` if a service refuses the view.

    The page gets the view's own arguments and shows the present state, with everything
    typed. The sentence is shown above it; without `warn` the page itself shows it, for
    example at a field. A redirect stays one; every other answer gets the refusal's status.
    Two kinds of refusals (`of`) with two pages are two decorators; the lower one comes
    first.
    """

    def decorate(
        view: View[Request, P, Answer],
    ) -> View[Request, P, Answer | HttpResponse]:
        @wraps(view)
        def run(
            request: Request, /, *args: P.args, **kwargs: P.kwargs
        ) -> Answer | HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except of as refusal:
                if warn:
                    messages.warning(request, str(refusal))
                return _with_status(page(request, refusal, *args, **kwargs), refusal)

        return run

    return decorate


def is_refusal(response: HttpResponse) -> bool:
    """Return whether the answer says no, also if it is a redirect."""
    return response in _refused


def _with_status(response: HttpResponse, refusal: Refusal) -> HttpResponse:
    _refused.add(response)
    if not 300 <= response.status_code < 400:
        response.status_code = refusal.status
    if isinstance(refusal, RateLimited):
        response.headers["Retry-After"] = str(refusal.seconds)
    return response
