"""Every page that the repository's own text points at is there, and says something of it.

A comment leads to a heading, `docs/domain.md#rota`; a Markdown page links to files beside it.
Nothing leads to notes that only their writers have.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path()
ITSELF = Path("tests/test_references.py")  #: its examples lead nowhere on purpose
READ = {".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".yaml", ".in", ".sh"}
#: What a run leaves behind, what others wrote, and folders that begin with a dot.
LEFT_OUT = {"var", "static-built", "test-output", "htmlcov", "node_modules"}
#: Where "domain.md" may lie, if a reference names no folder.
FOLDERS = (Path("docs"), ROOT)

PAGE = re.compile(r"(?<![\w./-])((?:[\w-]+/)*[\w-]+\.md)(?:#([\w-]+))?(?![\w/])")
#: "docs/decisions/0003", "decision 12": how texts name a decision, beside its file.
DECISION = re.compile(r"\bdecisions?[/ ]0*(\d+)\b(?!-)", re.I)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.M)
NOTES = ("TRUST", "DESIGN", "DOMAIN", "LIVE", "PEERS", "INFRA", "STYLE", "HOUSE")
PRIVATE = re.compile(rf"\b(?:{'|'.join(NOTES)})(?:\.md)?[`)]? ?(?:§|bar \d|[A-Z]?\d)")


@cache
def _files() -> tuple[Path, ...]:
    """Return the repository's own texts, without this one."""
    tops = [top for top in ROOT.iterdir() if _is_ours(top.name)]
    paths = [path for top in tops for path in (top, *top.rglob("*"))]
    return tuple(
        path
        for path in sorted(paths)
        if path.suffix in READ and path.is_file() and path != ITSELF
    )


def _is_ours(name: str) -> bool:
    return not name.startswith(".") and name not in LEFT_OUT


def _slug(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    kept = re.sub(r"[^\w\- ]", "", text.strip().lower())
    return kept.replace(" ", "-")


def _anchors(text: str) -> set[str]:
    """Return the anchors of a page; a heading that comes again gets a number."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        slug = _slug(heading)
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


@cache
def _anchors_of(page: Path) -> set[str]:
    return _anchors(page.read_text())


def _found(name: str, beside: Path) -> Path | None:
    """Return the page called `name` in a text that lies in `beside`."""
    places = [folder / name for folder in (*FOLDERS, beside)]
    return next((place for place in places if place.is_file()), None)


def _dead(text: str, beside: Path) -> Iterator[str]:
    """Yield what `text` points at and is not there: pages, headings, decisions."""
    for name, anchor in PAGE.findall(text):
        page = _found(name, beside)
        if page is None or (anchor and anchor not in _anchors_of(page)):
            yield f"{name}#{anchor}" if anchor else name
    for number in DECISION.findall(text):
        if int(number) not in _decisions():
            yield f"decision {number}"


@cache
def _decisions() -> set[int]:
    return {int(page.name[:4]) for page in Path("docs/decisions").glob("[0-9]*.md")}


def _broken(text: str, beside: Path) -> Iterator[str]:
    """Yield the links of a Markdown page that lead nowhere."""
    for target in LINK.findall(FENCE.sub("", text)):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _hash, anchor = target.partition("#")
        if name and not (beside / name).exists():
            yield target
        elif anchor and name.endswith(".md"):
            if anchor not in _anchors_of(beside / name):
                yield target
        elif anchor and not name and anchor not in _anchors(text):
            yield target


def test_every_page_that_is_named_is_there():
    dead = [
        f"{path}: {name}"
        for path in _files()
        for name in _dead(path.read_text(), path.parent)
    ]

    assert dead == [], "Name a page of this repository, and a heading that it has."


def test_every_link_leads_somewhere():
    broken = [
        f"{path}: {target}"
        for path in _files()
        if path.suffix == ".md"
        for target in _broken(path.read_text(), path.parent)
    ]

    assert broken == [], "Link to a file that is here, seen from the page itself."


def test_nothing_cites_notes_that_are_not_here():
    cited = [
        f"{path}:{number}: {line.strip()}"
        for path in _files()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if PRIVATE.search(line)
    ]

    assert cited == [], "Say where it stands: docs/domain.md#rota, docs/decisions/0012."


def test_references_are_found_where_they_are():
    cites = "Order by share (docs/domain.md#rota), and domain.md#rounds."
    pages = "".join(path.read_text() for path in _files() if path.suffix == ".py")

    assert PAGE.findall(cites) == [("docs/domain.md", "rota"), ("domain.md", "rounds")]
    assert pages.count("domain.md#") > 30
    assert pages.count("threat-model.md#") > 30


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("See docs/domain.md#rota.", []),
        ("See domain.md.", []),
        ("See docs/domain.md#rotas.", ["docs/domain.md#rotas"]),
        ("See docs/domains.md#rota.", ["docs/domains.md#rota"]),
        ("See https://example.org/pages/domains.md.", []),
        ("See docs/decisions/0012, and decision 3.", []),
        (
            "See docs/decisions/9012, and decision 999.",
            ["decision 9012", "decision 999"],
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_noticed(text: str, dead: list[str]):
    assert list(_dead(text, ROOT)) == dead


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("[x](domain.md#rota) [y](https://example.org/z) [z](#here)\n## Here", []),
        ("[x](../README.md)", []),
        ("[x](domain.md#rotas)", ["domain.md#rotas"]),
        ("[x](missing.md)", ["missing.md"]),
        ("[z](#there)\n## Here", ["#there"]),
    ],
)
def test_a_broken_link_is_noticed(text: str, broken: list[str]):
    assert list(_broken(text, Path("docs"))) == broken


@pytest.mark.parametrize(
    ("line", "is_private"),
    [
        ("(TRUST §3)", True),
        ("(LIVE §2)", True),
        ("TRUST bar 4", True),
        ("(TRUST A11)", True),
        ("`DOMAIN.md` §3", True),
        ("TRUSTED_PROXIES", False),
        ("ROOMS, LIVE = 167, 20", False),
        ("State.LIVE", False),
    ],
)
def test_private_notes_are_noticed(line: str, is_private: bool):
    assert bool(PRIVATE.search(line)) == is_private


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Rota", "rota"),
        ("The room's slips", "the-rooms-slips"),
        ("Report & resolve", "report--resolve"),
        ("[Sources](x.md) and `code`", "sources-and-code"),
    ],
)
def test_headings_have_the_anchors_that_github_gives_them(heading: str, slug: str):
    assert _slug(heading) == slug


def test_a_heading_that_comes_again_gets_a_number():
    assert _anchors("# A\n## B\n## B\n```\n# no\n```\n") == {"a", "b", "b-1"}


# Each path that the two maps of the house name is there.
NAMED = re.compile(
    r"`((?:actionlearning|sets|meetings|reports|demo|templates|tests)/[\w/.-]+)`"
)


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "docs/where-do-i-put.md"])
def test_the_maps_name_what_is_there(page: str):
    named = NAMED.findall(Path(page).read_text())

    assert named
    assert [path for path in named if not Path(path).exists()] == []


def test_each_decision_has_a_number_of_its_own():
    numbers = [page.name[:4] for page in Path("docs/decisions").glob("*.md")]

    assert sorted(set(numbers)) == sorted(numbers)
