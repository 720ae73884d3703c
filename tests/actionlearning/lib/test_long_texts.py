"""What a text box takes: a line break is one character, and the browser cuts nothing."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ValidationError

from actionlearning.lib.forms import TextArea

APPS = ("actionlearning", "sets", "meetings", "reports")


def _all_forms(form: type[forms.Form] = forms.Form) -> Iterator[type[forms.Form]]:
    for each in form.__subclasses__():
        yield each
        yield from _all_forms(each)


def _text_boxes() -> dict[str, forms.CharField]:
    """Return every text box of every form, by form and name."""
    for app in APPS:
        for path in sorted(Path(app).rglob("*.py")):
            if "forms" in path.with_suffix("").parts:
                import_module(".".join(path.with_suffix("").parts))
    return {
        f"{form.__module__}.{form.__name__}.{name}": field
        for form in _all_forms()
        if form.__module__.split(".")[0] in APPS
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and isinstance(field.widget, forms.Textarea)
    }


BOXES = _text_boxes()


def test_every_form_with_a_text_box_is_found():
    assert len(BOXES) >= 25


@pytest.mark.parametrize("name", BOXES)
def test_a_line_break_counts_as_one_character(name):
    box = BOXES[name]
    assert box.max_length is not None
    full = ("nine char\n" * box.max_length)[: box.max_length - 1] + "."

    sent = box.widget.value_from_datadict(
        {"text": full.replace("\n", "\r\n")}, {}, "text"
    )
    box.run_validators(box.to_python(sent))

    assert box.to_python(sent) == full


@pytest.mark.parametrize("name", BOXES)
def test_one_character_more_is_refused_by_the_server(name):
    box = BOXES[name]
    assert box.max_length is not None

    with pytest.raises(ValidationError) as refused:
        box.run_validators("a" * (box.max_length + 1))

    assert [each.code for each in refused.value.error_list] == ["max_length"]


def test_a_box_is_counted_and_cuts_no_paste():
    class Letter(forms.Form):
        text = forms.CharField(max_length=40, widget=TextArea)

    drawn = str(Letter()["text"])

    assert 'data-most="40"' in drawn
    assert "maxlength" not in drawn
