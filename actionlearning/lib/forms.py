"""How forms are drawn, and the limits of their texts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.addresses import check_address, spelled
from actionlearning.lib.text import CONTROLS, is_blank, shown

LINE = 200  #: characters in a one-line text
SENTENCE = 300  #: characters in an issue, a request or another sentence read aloud
TEXT = 4000  #: characters in a paragraph a person writes


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
    """A text box that grows with its text, from `rows` lines."""

    def __init__(self, rows: int = 2, **attrs: object) -> None:
        super().__init__(attrs={"rows": rows, **attrs})


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    def __init__(self, **attrs: object) -> None:
        super().__init__(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own clock, to the minute."""

    def __init__(self, **attrs: object) -> None:
        super().__init__(attrs={"type": "time", **attrs}, format="%H:%M")
