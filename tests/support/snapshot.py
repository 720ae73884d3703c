"""Prove that nothing changed: notice writes, and fingerprint what the product keeps."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

OURS = ("accounts", "outbox", "sets", "meetings", "reports")
#: Signs of life, which reading a page may leave.
SIGNS_OF_LIFE = {"last_login", "seen_at"}
WRITE = re.compile(
    r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+[\"']?(\w+)", re.IGNORECASE
)


def _models() -> list[type[Model]]:
    return [
        model for label in OURS for model in apps.get_app_config(label).get_models()
    ]


@contextmanager
def watching() -> Iterator[list[str]]:
    """Collect our tables to which statements wrote, also if they were rolled back."""
    tables = {model._meta.db_table for model in _models()}
    written: list[str] = []

    def notice(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found = WRITE.match(sql)
        if found and found[1] in tables:
            written.append(found[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(notice):
        yield written


def snapshot() -> dict[str, int]:
    """Return one number per table that changes when any of its rows does."""
    return {model._meta.label: hash(frozenset(_rows(model))) for model in _models()}


def _rows(model: type[Model]) -> Iterator[str]:
    columns = [
        field.attname
        for field in model._meta.concrete_fields
        if field.attname not in SIGNS_OF_LIFE
    ]
    for row in model._default_manager.order_by().values_list(*columns):
        yield str(row)
