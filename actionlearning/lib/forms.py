"""How every form of the house is drawn and how far a text may go."""

from __future__ import annotations

from django import forms
from django.forms.renderers import TemplatesSetting

LINE = 200  #: characters in a one-line text
SENTENCE = 300  #: characters in an issue, a request or another sentence read aloud
TEXT = 4000  #: characters in a paragraph a person writes


class HouseRenderer(TemplatesSetting):
    """Render fields and forms with the house's own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class TextArea(forms.Textarea):
    """A text box that grows with what is typed; `rows` is where it starts."""

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
