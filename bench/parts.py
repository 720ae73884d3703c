"""What every benchmark needs: a database of its own, figures, and a verdict."""

import math
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import django
from django.core.management import call_command

from tests.support.services import Postgres, Redis


@dataclass(frozen=True)
class Figure:
    """One measured value, and what it may be at most."""

    name: str
    value: float
    bar: float
    unit: str = ""
    beside: str = ""

    @property
    def part(self) -> float:
        """The value as a part of its bar: at most 1. Where nothing may be, 0."""
        if self.bar:
            return self.value / self.bar
        return math.inf if self.value else 0.0

    def row(self) -> list[str]:
        """Return the line of the table."""
        shown = (
            f"{x:,.0f}" if x >= 1000 else f"{x:.3g}" for x in (self.value, self.bar)
        )
        value, bar = (f"{x} {self.unit}".strip() for x in shown)
        return [self.name, value, bar, f"{self.part:.2f}", self.beside]


@contextmanager
def services() -> Iterator[None]:
    """Serve an empty, migrated PostgreSQL and a Redis to the production settings.

    Django is set up inside.
    """
    postgres, redis = Postgres().start(), Redis().start()
    folder = tempfile.mkdtemp(prefix="bench-")
    os.environ.update(
        DATABASE_URL=postgres.url,
        REDIS_URL=redis.url,
        SMTP_URL="smtp://127.0.0.1:1",
        SECRET_KEY="only-for-benchmarks-" * 3,
        ALLOWED_HOSTS="testserver",
        HTTPS="0",
        DATA_DIR=folder,
        DJANGO_SETTINGS_MODULE="actionlearning.settings",
    )
    os.environ.pop("DEBUG", None)
    try:
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield
    finally:
        django.db.connections.close_all()
        postgres.stop()
        redis.stop()
        shutil.rmtree(folder, ignore_errors=True)


def median_ms(seconds: Sequence[float]) -> float:
    """Return the median in milliseconds."""
    return statistics.median(seconds) * 1000


def spread(seconds: Sequence[float]) -> float:
    """Return how far the middle eighty per cent lie apart, relative to the median."""
    tenths = statistics.quantiles(seconds, n=10)
    return (tenths[-1] - tenths[0]) / statistics.median(seconds)


def p99(seconds: Sequence[float]) -> float:
    """Return what ninety-nine of a hundred stay within."""
    return sorted(seconds)[-1 - len(seconds) // 100]


def show(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: words to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    for row in (columns, *rows):
        first, *rest = zip(row, widths, strict=True)
        cells = [f"{first[0]:<{first[1]}}", *(f"{c:>{w}}" for c, w in rest)]
        print("  ".join(cells))


def verdict(name: str, value: float, bar: float, *, held: bool = True) -> int:
    """Print the last line; return the exit status: 0 where the bar holds."""
    print(f"{name}: {value:.2f} (bar {bar:.1f})")
    return 0 if held and value <= bar else 1
