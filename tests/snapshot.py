"""A fingerprint of everything the product keeps, to prove that nothing changed."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model

OURS = ("accounts", "outbox", "sets", "meetings", "reports")
#: Signs of life, which reading a page may leave.
SIGNS_OF_LIFE = {"last_login", "seen_at"}


def _models() -> list[type[Model]]:
    return [
        model for label in OURS for model in apps.get_app_config(label).get_models()
    ]


def snapshot() -> dict[str, int]:
    """Return one number per table that changes when any of its rows does."""
    return {
        model._meta.label: hash(
            frozenset(
                str(row)
                for row in model._default_manager.order_by().values_list(
                    *(
                        field.attname
                        for field in model._meta.concrete_fields
                        if field.attname not in SIGNS_OF_LIFE
                    )
                )
            )
        )
        for model in _models()
    }
