"""Do the same for many rows, so that a bad row costs the others nothing.

What runs for everybody (planners, letters, clean-ups) goes through these functions. A row
that fails is left out, logged by class and id, and stands in the operator's health
(`failing`). The happy path makes no query more: a batch goes row by row only after it failed.

A database that does not answer is no fault of a row: its errors are raised.

See docs/threat-model.md#one-bad-row.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError
from django.db.models import Model, QuerySet

from actionlearning.outbox import failing
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import queue

R = TypeVar("R")
T = TypeVar("T")
M = TypeVar("M", bound=Model)

AWAY = (OperationalError, InterfaceError)
#: What to do about a row that failed. If it raises the error again, all of the work ends.
Otherwise = Callable[[R, Exception], object]


def each(
    rows: Iterable[R],
    do: Callable[[R], T],
    *,
    of: str,
    otherwise: Otherwise[R] | None = None,
) -> list[T]:
    """Return what `do` returns for each row; leave out the rows for which it fails.

    `of` names the work. `do` needs a transaction of its own if it writes more than once.
    """
    done: list[T] = []
    failed: dict[str, Exception] = {}
    for row in rows:
        try:
            done.append(do(row))
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001  # one bad row must not stop the others
            failed[name_of(row)] = error
            if otherwise:
                _settle(row, error, otherwise)
    if failed:
        failing.note(of, failed)
    return done


def load(
    rows: QuerySet[M, T],
    *,
    of: str,
    most: int | None = None,
    otherwise: Otherwise[M] | None = None,
) -> list[T]:
    """Return the rows, at most so many, without those that cannot be read.

    If a row of the answer cannot be read, nor can the rest of it. Then each is asked for
    by itself. `otherwise` gets an instance that has an id only.
    """
    try:
        return list(rows[:most])
    except AWAY:
        raise
    except Exception:  # noqa: BLE001  # which one, and why, is found below
        ids = rows.values_list("pk", flat=True)[:most]
    one_by_one = each(
        [rows.model(pk=pk) for pk in dict.fromkeys(ids)],
        lambda row: list(rows.filter(pk=row.pk)),
        of=of,
        otherwise=otherwise,
    )
    return [row for some in one_by_one for row in some]


def at_once(rows: Sequence[R], do: Callable[[Sequence[R]], int], *, of: str) -> int:
    """Do something for all rows together; if it fails, for each alone.

    Return the sum of what `do` returns. It is one statement, or opens a transaction of its
    own, so that nothing is half done when it fails.
    """
    try:
        return do(rows)
    except AWAY:
        raise
    except Exception:  # noqa: BLE001  # which one, and why, is found below
        return sum(each(rows, lambda row: do([row]), of=of))


def update(rows: QuerySet[M], *, of: str, **values: Any) -> int:
    """Update the rows in one statement; if it fails, each alone. Return how many."""
    try:
        return rows.update(**values)
    except AWAY:
        raise
    except Exception:  # noqa: BLE001  # which one, and why, is found below
        ids = list(rows.values_list("pk", flat=True))
    return sum(
        each(
            [rows.model(pk=pk) for pk in ids],
            lambda row: rows.filter(pk=row.pk).update(**values),
            of=of,
        )
    )


def _settle(row: R, error: Exception, otherwise: Otherwise[R]) -> None:
    try:
        otherwise(row, error)
    except AWAY:
        raise
    except Exception as another:
        if another is error:
            raise
        # What cannot be settled is noted like the rest, and comes again.


def queue_each(notices: Sequence[Notice], *, of: str) -> int:
    """Queue the messages of a planner; return how many of them are new."""
    return at_once(notices, queue, of=of) if notices else 0


def name_of(row: object) -> str:
    """Return the class and id of a row, or of each row of a tuple: never its content.

    A message that is not stored yet has a key instead, which is made of ids and days.
    """
    if isinstance(row, tuple):
        return ", ".join(map(name_of, row))
    if isinstance(row, Model):
        return f"{type(row).__name__} {row.pk or getattr(row, 'key', '')}".strip()
    return type(row).__name__
