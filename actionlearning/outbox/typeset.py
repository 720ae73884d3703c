"""How letters are set: with Jinja, which compiles a template to Python.

A page is written for one reader and Django's templates suit it. A morning's mails are the
same two templates many thousand times, where these cost as much as everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class _Files(FileSystemLoader):
    """Letters in HTML without their indentation; a text as it is written."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        written, path, is_fresh = super().get_source(environment, template)
        if template.endswith(".html"):
            written = _INDENTATION.sub("", written)
        return written, path, is_fresh


def environment(
    *, loader: FileSystemLoader, auto_reload: bool, **_usual: Any
) -> Environment:
    """Return what Django sets letters with; a name that a template lacks is an error."""
    return Environment(
        loader=_Files(loader.searchpath),
        auto_reload=auto_reload,
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
