"""The house in figures, with no service: `./bin/bench house`.

Product Python is that of the four apps outside migrations; the demo lies beside them.
"""

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.parts import Figure, show, verdict

APPS = ("actionlearning", "sets", "meetings", "reports")
DOMAIN = ("sets", "meetings", "reports")
LINES = 36_955  #: 1,500 fewer than before the house was rebuilt
IMPORTS = 7  #: import statements of a file, the median over the domain
LONGEST = 300  #: lines of a file, the settings too
VIEW = 20  #: lines of a view


def figures() -> list[Figure]:
    """Count everything."""
    files = {path: path.read_text() for path in _python(*APPS)}
    lines = {path: len(text.splitlines()) for path, text in files.items()}
    views = {
        f"{path}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, text in files.items()
        if "views" in {path.stem, path.parent.name}
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    }
    counts = [_imports(files[path]) for path in _python(*DOMAIN)]
    some = statistics.median(filter(None, counts))
    most, longest = max(lines, key=lines.__getitem__), max(views, key=views.__getitem__)
    whole = sum(lines.values())
    return [
        Figure("product Python", whole, LINES, "lines", f"{len(files)} files"),
        Figure(
            "imports of a file, median",
            statistics.median(counts),
            IMPORTS,
            "",
            f"{', '.join(DOMAIN)}; {some:.0f} where there are any",
        ),
        Figure("longest file", lines[most], LONGEST, "lines", str(most)),
        Figure("longest view", views[longest], VIEW, "lines", longest),
    ]


def _python(*apps: str) -> Iterator[Path]:
    """Yield every file of these apps but the migrations."""
    for app in apps:
        for path in sorted(Path(app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def _imports(text: str) -> int:
    """Count the import statements of a file, those inside functions too."""
    return sum(
        isinstance(node, ast.Import | ast.ImportFrom)
        for node in ast.walk(ast.parse(text))
    )


def main() -> int:
    """Print the figures; say whether every bar holds."""
    found = figures()
    show(["figure", "value", "bar", "part", ""], [each.row() for each in found])
    return verdict("house", max(each.part for each in found), 1.0)


if __name__ == "__main__":
    sys.exit(main())
