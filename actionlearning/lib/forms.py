"""How forms are drawn, and the limits of their texts."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.addresses import check_address, spelled
from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import month_day_of_year
from actionlearning.lib.text import CONTROLS, is_blank, shown

LINE = 200  #: characters in a one-line text
SENTENCE = 300  #: characters in an issue, a request or another sentence read aloud
TEXT = 4000  #: characters in a paragraph a person writes
FIRST_DAY = dt.date(2000, 1, 1)  #: that a form takes
AHEAD = dt.timedelta(days=3653)  #: ten years: a day after them is a slip of the keys


class FormRenderer(TemplatesSetting):
    """Render fields and forms with our own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class LineField(forms.CharField):
    """A text of one line, without what cannot be seen: each line of the product is one.

    What people paste brings invisible characters along; they are taken off before anything
    is checked. A text of nothing else counts as empty (docs/threat-model.md#hostile-text).
    """

    def to_python(self, value: Any) -> Any:
        """Return the visible line; refuse a line break or another control in it."""
        line = super().to_python(shown(value) if isinstance(value, str) else value)
        if not isinstance(line, str):
            return line
        if CONTROLS.search(line):
            raise ValidationError(
                _(
                    "This contains a line break or an invisible character. Please "
                    "retype it."
                ),
                "hidden",
            )
        return self.empty_value if is_blank(line) else line


class AddressField(LineField, forms.EmailField):
    """An e-mail address, in its one spelling."""

    default_validators = [check_address]

    def __init__(self, **options: Any) -> None:
        # `check_address` knows the longest, and one mistake is said once.
        super().__init__(max_length=None, **options)

    def to_python(self, value: Any) -> Any:
        """Return the address as it is stored and compared."""
        line = super().to_python(value)
        return spelled(line) if isinstance(line, str) else line


class VideoLinkField(LineField, forms.URLField):
    """Where a set meets online: nothing but http and https, which a page can link to."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self) -> None:
        super().__init__(
            label=_("Video link"),
            max_length=500,
            required=False,
            assume_scheme="https",
        )


class TextArea(forms.Textarea):
    """A text box that grows with its text, from `rows` lines.

    A line break counts as one character, as in the browser, which sends it as two.
    """

    def __init__(self, rows: int = 2, **attrs: object) -> None:
        super().__init__(attrs={"rows": rows, **attrs})

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> str | None:
        text = super().value_from_datadict(data, files, name)
        return text and str(text).replace("\r\n", "\n")


class DateInput(forms.DateInput):
    """The browser's own calendar, up to the last day that a form takes."""

    def __init__(self, **attrs: object) -> None:
        super().__init__(attrs={"type": "date", **attrs}, format="%Y-%m-%d")

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Return what draws it; the last day is read when it is drawn."""
        attrs = {"max": _last_day().isoformat(), **(attrs or {})}
        return super().get_context(name, value, attrs)


class DateField(forms.DateField):
    """A day that people may mean. Every date that is typed goes through this field.

    A clock cannot count beyond the year 9999, so a day near it fails far from the form.
    """

    widget = DateInput

    def validate(self, value: Any) -> None:
        """Refuse a day before this century, and one in more than ten years."""
        super().validate(value)
        last = _last_day()
        if value and not FIRST_DAY <= value <= last:
            raise ValidationError(
                _("Choose a day between %(first)s and %(last)s."),
                "out_of_bounds",
                {
                    "first": month_day_of_year(FIRST_DAY),
                    "last": month_day_of_year(last),
                },
            )


class TimeInput(forms.TimeInput):
    """The browser's own clock, to the minute."""

    def __init__(self, **attrs: object) -> None:
        super().__init__(attrs={"type": "time", **attrs}, format="%H:%M")


def _last_day() -> dt.date:
    return local(now(), "UTC").date() + AHEAD
