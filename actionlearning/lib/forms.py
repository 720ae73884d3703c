"""How every form of the house is drawn and how far a text may go."""

from __future__ import annotations

from django import forms
from django.forms.renderers import TemplatesSetting

LINE = 200  #: characters in a one-line text
SENTENCE = 300  #: characters in an issue, a request or another sentence read aloud
TEXT = 4000  #: characters in a paragraph a person writes


class HouseRenderer(TemplatesSetting):
    """Render fields with `templates/forms/field.html`."""

    field_template_name = "forms/field.html"


class TextArea(forms.Textarea):
    """A text box that grows with what is typed; `rows` is where it starts."""

    def __init__(self, rows: int = 2, **attrs: object) -> None:
        super().__init__(attrs={"rows": rows, **attrs})
