"""Home, set, meeting and manager's page, with 1, 10 and 300 times the data.

A page takes at most five times as long as a bare Django view behind the same middleware,
which runs the same SQL, fetches the same rows and returns the same bytes: what it does
not do is our code, the ORM's building of queries and objects, the forms and the
templates. So that this does not hide slow queries, a page asks the same number of them
whatever there is, at most twenty, and none of them has more than four sub-queries.
"""

import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path, set_urlconf

from bench.parts import median_ms, services, show, spread, verdict

BAR = 5.0
QUERIES = 20  #: that one page may ask
NESTED = 4  #: sub-queries that one query may have
COLUMNS = [
    "page x data",
    "queries",
    "nested",
    "size",
    "page",
    "bare",
    "ratio",
    "spread",
]
SIZES = (1, 10, 300)
RUNS = 80
Get = Callable[[], HttpResponse]
Handler = Callable[[HttpRequest], HttpResponse]


@dataclass
class Recording:
    """The statements that one view ran, all that its request ran, and what it answered."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    queries: int = 0
    nested: int = 0
    body: bytes = b""

    def note(
        self, execute: Callable[..., Any], sql: str, params: Any, *rest: Any
    ) -> Any:
        """Keep a statement on its way to the database."""
        self.statements.append((sql, params))
        return execute(sql, params, *rest)

    def count(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        """Count a statement on its way to the database, and what is nested in it."""
        self.queries += 1
        self.nested = max(self.nested, nested(sql))
        return execute(sql, *rest)

    def replay(self, request: HttpRequest) -> HttpResponse:
        """Be the bare view: the same statements, every row fetched, the same bytes."""
        with connection.cursor() as cursor:
            for sql, params in self.statements:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()
        return HttpResponse(self.body)


def nested(sql: str) -> int:
    """Count the sub-queries of a statement, correlated or not."""
    selects = len(re.findall(r"\bSELECT\b", sql))
    return selects - len(re.findall(r"\bUNION\b", sql)) - sql.startswith("SELECT")


recording = Recording()  #: of the page that is being measured


def bare_view(request: HttpRequest) -> HttpResponse:
    """Answer as the measured page did."""
    return recording.replay(request)


urlpatterns = [path("bare", bare_view)]


def listen(get_response: Handler) -> Handler:
    """Be the innermost middleware: what runs inside it, the view runs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with connection.execute_wrapper(recording.note):
            return get_response(request)

    return middleware


@dataclass(frozen=True)
class Measured:
    """One page at one size, beside its bare counterpart."""

    page: str
    size: int
    queries: int
    nested: int
    bytes: int
    whole: list[float]
    bare: list[float]

    @property
    def ratio(self) -> float:
        """How many times as long as the bare view: the usual ratio of two neighbours.

        What slows the machine for a moment slows both of a pair.
        """
        pairs = zip(self.whole, self.bare, strict=True)
        return statistics.median(whole / bare for whole, bare in pairs)

    def row(self) -> list[str]:
        """Return the line of the table."""
        return [
            f"{self.page} x {self.size}",
            str(self.queries),
            str(self.nested),
            f"{self.bytes / 1000:.1f} kB",
            f"{median_ms(self.whole):.2f} ms",
            f"{median_ms(self.bare):.2f} ms",
            f"{self.ratio:.2f}",
            f"{spread(self.whole):.0%} / {spread(self.bare):.0%}",
        ]


def _handler(middleware: list[str]) -> BaseHandler:
    handler = BaseHandler()
    with override_settings(MIDDLEWARE=middleware):
        handler.load_middleware()
    return handler


def _getter(handler: BaseHandler, url: str, cookies: str, urlconf: str | None) -> Get:
    def get() -> HttpResponse:
        request = RequestFactory().get(url, headers={"cookie": cookies})
        if urlconf:
            request.urlconf = urlconf
        response = handler.get_response(request)
        set_urlconf(None)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            raise SystemExit(f"{url} answered {response.status_code}.")
        return response

    return get


def _timed(get: Get) -> float:
    began = time.perf_counter()
    get()
    return time.perf_counter() - began


def measure(page: str, size: int, url: str, browser: Client) -> Measured:
    """Time the page and its bare counterpart in turns, after both are warm."""
    global recording  # noqa: PLW0603
    cookies = "; ".join(f"{c.key}={c.value}" for c in browser.cookies.values())
    stack = settings.MIDDLEWARE
    whole = _getter(_handler(stack), url, cookies, None)
    whole()
    recording = Recording()
    listening = _getter(_handler([*stack, f"{__name__}.listen"]), url, cookies, None)
    with connection.execute_wrapper(recording.count):
        recording.body = listening().content
    bare = _getter(_handler(stack), "/bare", cookies, __name__)
    bare()
    pairs = [(_timed(whole), _timed(bare)) for _ in range(RUNS)][RUNS // 8 :]
    return Measured(
        page=page,
        size=size,
        queries=recording.queries,
        nested=recording.nested,
        bytes=len(recording.body),
        whole=[pair[0] for pair in pairs],
        bare=[pair[1] for pair in pairs],
    )


def main() -> int:
    """Measure every page at every size; say whether all bars hold."""
    with services():
        from bench.world import World  # noqa: PLC0415 - models need Django set up

        results = []
        for size in SIZES:
            world = World.make(size)
            for page, url, who in world.pages():
                browser = Client()
                browser.force_login(who)
                results.append(measure(page, size, url, browser))
    results.sort(key=lambda found: found.page)
    show(COLUMNS, [found.row() for found in results])
    worst = max(found.ratio for found in results)
    return verdict("pages", worst, BAR, held=_are_few(results))


def _are_few(results: Sequence[Measured]) -> bool:
    """Say whether the queries are as many at each size, few, and simple."""
    counts: dict[str, set[int]] = defaultdict(set)
    for found in results:
        counts[found.page].add(found.queries)
    growing = sorted(page for page, seen in counts.items() if len(seen) > 1)
    print("queries: " + (f"GROW on {', '.join(growing)}" if growing else "equal"))
    most = max(found.queries for found in results)
    deepest = max(found.nested for found in results)
    print(f"queries of a page: {most} (bar {QUERIES})")
    print(f"sub-queries of a query: {deepest} (bar {NESTED})")
    return not growing and most <= QUERIES and deepest <= NESTED


if __name__ == "__main__":
    sys.modules.setdefault("bench.pages", sys.modules["__main__"])
    sys.exit(main())
