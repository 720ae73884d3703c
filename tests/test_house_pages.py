"""Rules of the house for templates, styles and scripts."""

import re
from pathlib import Path

from django.urls import URLResolver, get_resolver

TEMPLATES = sorted(
    p for p in Path("templates").rglob("*") if p.suffix in {".html", ".txt"}
)
PAGES = [p for p in TEMPLATES if p.suffix == ".html" and "mail" not in p.parts]
STYLES = sorted(Path("static/css").rglob("*.css"))
SCRIPTS = sorted(Path("static/js").rglob("*.js"))
DJANGO = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
HIDDEN = re.compile(
    r"\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->|<style.*?</style>|<script.*?</script>"
    r"|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    # These blocks hold a key or a class, which nobody reads.
    r"|\{%\s*block (?:current|width)\s*%\}.*?\{%\s*endblock[^%]*%\}",
    re.DOTALL,
)
SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label)=\"([^\"]*)\"")


def _blank(text: str, what: re.Pattern[str]) -> str:
    """Remove what matches, keeping the lines, so that line numbers stay true."""
    return what.sub(lambda m: "\n" * m[0].count("\n"), text)


def _find(paths: list[Path], pattern: str, *, without: bool = False) -> list[str]:
    """Return "path:line: text" of every match; `without` Django's tags first."""
    found = []
    for path in paths:
        text = path.read_text()
        if without:
            text = _blank(text, DJANGO)
        for match in re.finditer(pattern, text, re.IGNORECASE | re.DOTALL):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path}:{line}: {match[0].strip()[:60]}")
    return found


def test_templates_are_short():
    long = [
        f"{path}: {lines} lines"
        for path in TEMPLATES
        if (lines := len(path.read_text().splitlines())) > 120
    ]

    assert long == [], "Cut a _part.html out; at most 120 lines a template."


def test_nothing_escapes_the_escaping():
    found = _find(TEMPLATES, r"\|\s*(?:safe|safeseq)\b|\{%\s*autoescape\s+off")
    in_pages = [line for line in found if ".txt:" not in line]

    assert in_pages == [], "Autoescape is the guard; pass plain text."


def test_pages_have_no_inline_style():
    found = _find(PAGES, r"<style\b|<[^>]*\sstyle=", without=True)

    assert found == [], "Write a class in static/css; the policy blocks inline style."


def test_pages_have_no_inline_script():
    pattern = r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>"
    handlers = r"<[^>]*\s(?:on[a-z]+|hx-on[:a-z-]*)="

    found = _find(PAGES, pattern, without=True) + _find(PAGES, handlers, without=True)

    assert found == [], "Write a custom element in static/js; the policy blocks it."


def test_longer_sentences_are_trimmed():
    found = _find(TEMPLATES, r"\{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)[^%]*%\}")

    assert found == [], "Write {% blocktranslate trimmed %}: line breaks are not text."


def _bare(text: str) -> list[tuple[int, str]]:
    """Return the words a reader sees that no translation tag holds, with their line."""
    shown = _blank(_blank(text, HIDDEN), DJANGO)
    words = [(m.start(1), m[1]) for m in SPOKEN.finditer(shown)]
    words += [
        (m.start(), m[0]) for m in re.finditer(r"(?<=>)[^<>]+(?=<)", f">{shown}<")
    ]
    return [
        (shown.count("\n", 0, start) + 1, word.strip())
        for start, word in words
        if re.search(r"[^\W\d_]{2,}", re.sub(r"&\w+;", "", word))
    ]


def test_every_word_can_be_translated():
    found = [
        f"{path}:{line}: {words[:60]}"
        for path in PAGES
        if "styleguide" not in str(path) and path.name != "attrs.html"
        for line, words in _bare(path.read_text())
    ]

    assert found == [], "Wrap it in {% translate %} or {% blocktranslate trimmed %}."


SENTENCE = re.compile(
    r"\{%\s*translate\s+(?:\"([^\"]*)\"|'([^']*)')"
    r"|\{%\s*blocktranslate\b[^%]*%\}(.*?)\{%\s*endblocktranslate",
    re.DOTALL,
)
MARKUP = re.compile(r"<[^>]*>|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def _sentences(text: str) -> list[str]:
    """Return what the translators of a template are given, without its markup."""
    return [
        " ".join(MARKUP.sub("", "".join(filter(None, parts))).split())
        for parts in SENTENCE.findall(text)
    ]


def test_sentences_are_typeset():
    found = [
        f"{path}: {sentence[:60]}"
        for path in TEMPLATES
        for sentence in _sentences(path.read_text())
        if re.search(r"['\"]|\.\.\.", sentence)
    ]

    assert found == [], "Write ’, “ ” and … in what people read."


def _names(resolver: URLResolver, prefix: str = "") -> set[str]:
    names = {f"{prefix}{key}" for key in resolver.reverse_dict if isinstance(key, str)}
    for namespace, (_, inner) in resolver.namespace_dict.items():
        names |= _names(inner, f"{prefix}{namespace}:")
    return names


def test_every_link_leads_somewhere():
    known = _names(get_resolver())

    lost = [
        f"{path}: {name}"
        for path in TEMPLATES
        for name in re.findall(r"\{%\s*url\s+[\"']([^\"']+)", path.read_text())
        if name not in known
    ]

    assert lost == [], "No such address; see urls.py and ARCHITECTURE.md."


INCLUDE = re.compile(r"\{%\s*include\s+\"(?P<name>[^\"]+)\"(?P<options>[^%]*)%\}")


def _holds_a_token(name: str) -> bool:
    """Whether a template, or one that it includes, needs the page's CSRF token."""
    path = Path("templates") / name
    if not path.exists():  # a template of a package
        return False
    text = path.read_text()
    inner = [match["name"] for match in INCLUDE.finditer(text) if match["name"] != name]
    return "{% csrf_token %}" in text or any(map(_holds_a_token, inner))


def test_a_form_gets_its_token_through_every_include():
    lost = [
        f"{path}: {match[0]}"
        for path in TEMPLATES
        for match in INCLUDE.finditer(path.read_text())
        if " only " in match["options"]
        and "csrf_token=csrf_token" not in match["options"]
        and _holds_a_token(match["name"])
    ]

    assert lost == [], "`only` cuts the token off: add csrf_token=csrf_token."


def test_custom_elements_are_short():
    long = [
        f"{path}: {lines} lines"
        for path in SCRIPTS
        if (lines := len(path.read_text().splitlines())) > 100
    ]

    assert long == [], "One custom element per file, at most 100 lines."


def test_styles_win_by_layer_not_by_force():
    found = _find(STYLES, r"!important")

    assert found == [], "Put the rule in a later layer, or set a variable."


def test_styles_select_no_ids():
    selectors = r"[^{};]*#[a-z][\w-]*[^{};]*(?=\{)"
    comments = re.compile(r"/\*.*?\*/", re.DOTALL)

    found = [
        f"{path}: {match[0].strip()[:60]}"
        for path in STYLES
        for match in re.finditer(
            selectors, _blank(path.read_text(), comments), re.IGNORECASE
        )
    ]

    assert found == [], "Select a class: an id is for labels, anchors and scripts."


def test_pages_name_no_other_host():
    found = _find(PAGES, r"(?:src|href|action)=\"(?:https?:)?//[^\"]*\"", without=True)

    assert found == [], "Nothing comes from, or goes to, a third party."
