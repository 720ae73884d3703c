"""A component is a file is a class: what keeps styles and templates together."""

import re
from collections.abc import Iterator
from pathlib import Path

CSS = Path("static/css")
COMPONENTS = sorted((CSS / "components").glob("*.css"))
TEMPLATES = [p for p in Path("templates").rglob("*.html") if "mail" not in p.parts]
SCRIPTS = sorted(Path("static/js").glob("*.js"))
#: Classes that only scripts and tests look for; nothing is drawn differently by them.
HOOKS = {"minute", "round-timer"}
#: Classes that Django and htmx write.
WRITTEN = {"errorlist", "helptext", "htmx-request"}
#: Classes that a template makes of a value: of a part of the budget, of a dot of the quorum.
VALUES = {"done", "now", "spare", "here", "needed"}

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{};]+)\{")
NAME = re.compile(r"\.([a-z][\w-]*)")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
CLASSES = re.compile(r"\bclass=\"((?:\{%.*?%\}|\{\{.*?\}\}|[^\"])*)\"", re.DOTALL)
#: The classes of a button, by the tags that draw it, and of a page, by its layout.
GIVEN = re.compile(r"\bkind=\"([^\"]*)\"|\{% block width %\}([\w-]+)")


def _selectors(path: Path) -> Iterator[str]:
    """Yield each selector of a style sheet; a list of them one by one."""
    for match in RULE.finditer(COMMENT.sub("", path.read_text())):
        selector = " ".join(match[1].split())
        if not selector.startswith(("@", "&")):
            yield from _apart(selector)


def _apart(selectors: str) -> Iterator[str]:
    """Cut a list at its commas, but not at those inside of brackets."""
    depth, start = 0, 0
    for at, letter in enumerate(selectors):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            yield selectors[start:at].strip()
            start = at + 1
    yield selectors[start:].strip()


def _defined() -> set[str]:
    """Return every class that a style sheet names."""
    return {
        name
        for path in CSS.rglob("*.css")
        for selector in _selectors(path)
        for name in NAME.findall(re.sub(r"\"[^\"]*\"", "", selector))
    }


def _used() -> dict[str, str]:
    """Return every class that a template writes, with one that does."""
    found: dict[str, str] = {}
    for path in TEMPLATES:
        text = path.read_text()
        for written in CLASSES.findall(text):
            # Two that exclude one another stand beside one another: {% else %}.
            words = re.sub(r"\{% el\w+.*?%\}", " ", written)
            found |= dict.fromkeys(TAG.sub("", words).split(), str(path))
        for pair in GIVEN.findall(text):
            found |= dict.fromkeys(" ".join(pair).split(), str(path))
    return found


def _home(name: str) -> str:
    """Return the component that a class or an element belongs to: the longest name wins."""
    stems = [path.stem for path in COMPONENTS]
    fits = [stem for stem in stems if name == stem or name.startswith(f"{stem}-")]
    return max(fits, key=len, default="")


def test_a_component_is_a_file_is_a_class():
    lost = [
        f"{path}: {selector}"
        for path in COMPONENTS
        for selector in _selectors(path)
        if path.stem not in map(_home, re.findall(r"[a-z][\w-]*", selector))
    ]

    assert lost == [], "Each selector names the class (or element) of its file."


def test_a_class_that_is_written_exists():
    known = _defined() | HOOKS

    lost = {f"{path}: {name}" for name, path in _used().items() if name not in known}

    assert lost == set(), "Write its style, or list it as a hook."


def test_no_class_is_left_over():
    scripts = " ".join(path.read_text() for path in SCRIPTS)
    known = _used().keys() | WRITTEN | VALUES

    left = {
        name for name in _defined() - known if not re.search(rf"\b{name}\b", scripts)
    }

    assert left == set(), "Nothing writes this class: take its style away."


def test_every_style_sheet_is_worn():
    imported = re.findall(r"url\(\"([^\"]+)\"\)", (CSS / "app.css").read_text())
    there = {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")}

    assert sorted(imported) == sorted(there - {"app.css"})


def test_an_element_is_a_file_is_a_name():
    names = {
        path.stem: re.findall(r"customElements\.define\(\"([\w-]+)\"", path.read_text())
        for path in SCRIPTS
        if path.stem != "app"
    }

    assert names == {stem: [stem] for stem in names}


def test_every_script_is_run():
    imported = re.findall(
        r"import \"\./([\w-]+)\.js\"", Path("static/js/app.js").read_text()
    )

    assert sorted(imported) == sorted(p.stem for p in SCRIPTS if p.stem != "app")
