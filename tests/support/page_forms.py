"""The forms of a page as a browser has them, with what each would send as it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

TOKEN = "csrfmiddlewaretoken"
#: What a browser sends for a box that has no value of its own.
TICKED = "on"
#: The elements that keep typed text; the first does so for all forms of its page.
KEEPERS = {"typed-words", "unsent-text", "autosave-form"}


@dataclass
class PageForm:
    """One `<form>`: where it goes, how, and the fields that stand in it."""

    action: str
    method: str
    sends: dict[str, list[str]] = field(default_factory=dict)
    has_text_box: bool = False
    is_kept: bool = False

    @property
    def has_token(self) -> bool:
        """Whether the form proves that it came from a page of ours."""
        return any(self.sends.get(TOKEN, []))


class _Forms(HTMLParser):
    """Collect the forms of a page, nested elements included."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[PageForm] = []
        self.is_open = False
        self.keepers = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or take in a field of the open one."""
        told = {name: value or "" for name, value in attrs}
        if tag in KEEPERS:
            self.keepers += 1
        elif tag == "textarea" and self.is_open:
            self.found[-1].has_text_box = True
        elif tag == "form":
            action, method = told.get("action", ""), told.get("method", "get").lower()
            self.found.append(PageForm(action, method, is_kept=self.keepers > 0))
            self.is_open = True
        elif tag == "input" and self.is_open and (name := told.get("name")):
            is_box = told.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in told:
                value = told.get("value", TICKED if is_box else "")
                self.found[-1].sends.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        """End a form, or an element that keeps the text of what it holds."""
        self.is_open = self.is_open and tag != "form"
        if tag in KEEPERS - {"typed-words"}:
            self.keepers -= 1


def forms_that_post(html: str) -> list[PageForm]:
    """Return the forms of a page that change something: those with `method="post"`."""
    page = _Forms()
    page.feed(html)
    return [form for form in page.found if form.method == "post"]
