"""Every day that is typed lies within bounds: no form of the product takes another."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from actionlearning.lib.clock import now
from actionlearning.lib.forms import AHEAD, DateField

DATES = (forms.DateField, forms.DateTimeField, forms.SplitDateTimeField)
#: Django's own names of fields that take a day, and of its parser.
NAMES = {"DateTimeField", "SplitDateTimeField", "parse_date", "parse_datetime"}
ROOTS = ("actionlearning", "sets", "meetings", "reports")


def test_the_walk_finds_the_forms_of_the_product():
    names = {form.__name__ for form in _forms()}

    assert {"PollForm", "ActionForm", "MessagesForm", "RequestForm"} <= names


def test_every_date_of_every_form_has_bounds():
    unbounded = [
        f"{form.__name__}.{name}"
        for form in _forms()
        for name, field in vars(form)["base_fields"].items()
        if isinstance(field, DATES) and not isinstance(field, DateField)
    ]

    assert unbounded == []


def test_no_form_makes_an_unbounded_date_while_it_runs():
    made = [
        f"{path}:{node.lineno}"
        for root in ROOTS
        for path in Path(root).rglob("*.py")
        if "migrations" not in path.parts and path.name != "clock.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in {"forms", "dateparse"}
        and node.attr in {*NAMES, "DateField"}
    ]

    assert made == [f"actionlearning/lib/forms.py:{_line_of_ours()}"]


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_an_absurd_day_is_refused_in_a_whole_sentence(day: str):
    with pytest.raises(ValidationError) as refused:
        DateField().clean(day)

    last = (now() + AHEAD).date()
    assert refused.value.messages == [
        f"Choose a day between 1 January 2000 and {last.day} {last:%B %Y}."
    ]


def test_it_is_refused_in_german_too():
    with translation.override("de"), pytest.raises(ValidationError) as refused:
        DateField().clean("9999-12-31")

    with translation.override("de"):
        (words,) = refused.value.messages
    assert words.startswith("Wähle einen Tag zwischen dem 1. Januar 2000 und dem ")


def test_the_last_day_is_taken():
    last = (now() + AHEAD).date()

    assert DateField().clean(last.isoformat()) == last


def test_the_browser_s_calendar_ends_where_the_field_does():
    class One(forms.Form):
        on = DateField()

    assert f'max="{(now() + AHEAD).date()}"' in str(One()["on"])


def _line_of_ours() -> int:
    lines = Path("actionlearning/lib/forms.py").read_text().splitlines()
    return lines.index("class DateField(forms.DateField):") + 1


def _forms() -> Iterator[type[forms.BaseForm]]:
    """Yield every form class that our modules define."""
    for app in apps.get_app_configs():
        if app.name in settings.PRODUCT_APPS:
            for found in walk_packages([app.path], f"{app.name}."):
                if "migrations" not in found.name:
                    import_module(found.name)
    import_module("actionlearning.web.styleguide")
    waiting: list[type] = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.split(".")[0] in ROOTS and "base_fields" in vars(form):
            yield form
