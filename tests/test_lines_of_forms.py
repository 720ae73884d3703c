"""Each line that a person can paste is one of our fields, in every form of the product."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.core import context
from django import forms
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils.module_loading import import_string

from actionlearning.accounts.models import User
from actionlearning.accounts.wording import InOurWords
from actionlearning.lib.forms import AddressField, LineField, VideoLinkField
from actionlearning.lib.text import shown
from tests.support.cast import Cast

APPS = ("actionlearning", "sets", "meetings", "reports")
#: Widgets of what is not pasted as a line: paragraphs, and what our own pages fill in.
NO_LINE = (forms.Textarea, forms.HiddenInput)
TEXTS = (forms.CharField, forms.EmailField, forms.URLField)
HIDING = "\u200b\u202e{}\ufeff\u2069"


def _modules() -> Iterator[str]:
    for app in APPS:
        package = importlib.import_module(app)
        for found in pkgutil.walk_packages(package.__path__, f"{app}."):
            if "migrations" not in found.name:
                yield found.name


def _fields() -> dict[str, forms.Field]:
    """Return each field of each form class, by "module.Form.field"."""
    found: dict[str, forms.Field] = {}
    for name in _modules():
        for kind in vars(importlib.import_module(name)).values():
            if not (isinstance(kind, type) and issubclass(kind, forms.BaseForm)):
                continue
            if kind.__module__.startswith(APPS) and not issubclass(kind, InOurWords):
                fields = getattr(kind, "base_fields", {})
                for field, one in fields.items():
                    found[f"{kind.__module__}.{kind.__qualname__}.{field}"] = one
    return found


def _signing_in(user: User) -> dict[str, forms.Field]:
    """Return each field of each form of allauth, as its pages make it."""
    found = {}
    for path in {*settings.ACCOUNT_FORMS.values(), *settings.MFA_FORMS.values()}:
        for name, field in _of_allauth(import_string(path), user).fields.items():
            found[f"{path}.{name}"] = field
    return found


def _of_allauth(kind: type[forms.Form], user: User) -> forms.Form:
    named = SimpleNamespace(wrap=lambda: SimpleNamespace(name="Passkey"))
    for facts in ({}, {"user": user}, {"code": ""}, {"instance": named}):
        try:
            return kind(**facts)
        except (TypeError, KeyError):
            continue
    raise AssertionError(f"No way to make {kind}.")


def _is_pasted(field: forms.Field) -> bool:
    is_line = type(field) in TEXTS or isinstance(field, (*TEXTS[1:], LineField))
    return is_line and not isinstance(field.widget, NO_LINE)


@pytest.fixture
def fields(rf: RequestFactory, cast: Cast) -> dict[str, forms.Field]:
    request = rf.get("/")
    request.session, request.user = SessionStore(), cast.fay
    with context.request_context(request):
        return {**_fields(), **_signing_in(cast.fay)}


def test_each_pasted_line_is_a_field_of_ours(fields: dict[str, forms.Field]):
    pasted = {name: field for name, field in fields.items() if _is_pasted(field)}

    strangers = [n for n, field in pasted.items() if not isinstance(field, LineField)]

    assert strangers == []
    assert len(pasted) > 30


def test_each_line_loses_what_cannot_be_seen(fields: dict[str, forms.Field]):
    kept = []
    for name, field in fields.items():
        if isinstance(field, LineField):
            cleaned = field.clean(HIDING.format(_good(field)))
            kept += [name] if cleaned != field.clean(_good(field)) else []

    assert kept == []


def test_each_line_that_is_needed_can_be_seen(fields: dict[str, forms.Field]):
    for field in fields.values():
        if isinstance(field, LineField) and field.required:
            with pytest.raises(ValidationError) as refused:
                field.clean("\u3164\u2800")
            assert refused.value.error_list[0].code == "required"


@pytest.mark.parametrize("app", APPS)
def test_a_text_made_by_hand_says_where_it_is_typed(app: str):
    """A form that makes a field when it is made itself escapes the tests above."""
    bare = [
        f"{path}:{call.lineno}"
        for path in Path(app).rglob("*.py")
        if path != Path("actionlearning/lib/forms.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in {f"forms.{kind.__name__}" for kind in TEXTS}
        and "widget" not in {word.arg for word in call.keywords}
    ]

    assert bare == [], "Use LineField, or name the TextArea or hidden input."


def _good(field: forms.Field) -> str:
    if isinstance(field, AddressField):
        return "cea.k@example.org"
    return "https://meet.example/a" if isinstance(field, VideoLinkField) else "Harbour"


def test_the_characters_fed_here_cannot_be_seen():
    assert shown(HIDING.format("Harbour")) == "Harbour"
