"""Every named address of the product, read from the resolver, so that none is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

ACCOUNT = "account/"  #: what stands here is allauth's


@dataclass(frozen=True)
class Route:
    """One address: `name` is what `reverse` takes, `params` what it needs."""

    name: str
    path: str
    params: tuple[str, ...]

    @property
    def is_allauth(self) -> bool:
        """Return whether allauth answers the route."""
        return self.path.startswith(ACCOUNT)

    @property
    def about(self) -> str:
        """What its code names: "sets", "meetings", "organisations" or "outcomes"."""
        return self.path.split("/", 1)[0]


def all_routes() -> list[Route]:
    """Return every route, in the order of the resolver."""
    return list(_walk(get_resolver(), "", ""))


def ours() -> list[Route]:
    """Return the routes that this product answers."""
    return [route for route in all_routes() if not route.is_allauth]


def allauths() -> list[Route]:
    """Return the routes that allauth answers."""
    return [route for route in all_routes() if route.is_allauth]


def _walk(inside: URLResolver, path: str, namespace: str) -> Iterator[Route]:
    for entry in inside.url_patterns:
        whole = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, whole, inner)
        elif isinstance(entry, URLPattern):
            yield Route(f"{namespace}{entry.name}", whole, _params(inside, entry))


def _params(inside: URLResolver, entry: URLPattern) -> tuple[str, ...]:
    named = [*inside.pattern.regex.groupindex, *entry.pattern.regex.groupindex]
    return tuple(dict.fromkeys(named))
