"""Static files with a hash of their content in the name, compressed at build.

One style sheet and one script are made out of many: fewer requests, no build step.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from servestatic.storage import CompressedManifestStaticFilesStorage as Base

STYLE = re.compile(
    r'^@import url\("(?P<path>[^":]+)"\) layer\((?P<layer>\w+)\);$', re.M
)
SCRIPT = re.compile(r'^import "\./(?P<path>[^"]+)";$', re.M)
NEEDY = re.compile(r"^(import|export)\b", re.M)

Read = Callable[[str], str]


def style(text: str, read: Read) -> str:
    """Replace each import of a style sheet by its text, in the layer of the import."""
    return STYLE.sub(
        lambda found: f"@layer {found['layer']} {{\n{read(found['path'])}}}", text
    )


def script(text: str, read: Read) -> str:
    """Replace each import of a script by its text, in a block of its own.

    A script that imports or exports names stays an import.
    """

    def inside(found: re.Match[str]) -> str:
        code = read(found["path"])
        return found[0] if NEEDY.search(code) else f"{{\n{code}}}"

    return SCRIPT.sub(inside, text)


BUNDLES = {"css/app.css": style, "js/app.js": script}


class Bundled:
    """The storage of a file that is made of others."""

    def __init__(self, name: str, read: Read) -> None:
        self._name = name
        self._read = read

    def open(self, path: str) -> ContentFile[bytes]:
        """Return the file with the others inside; `path` is its path on disk."""
        folder = posixpath.dirname(self._name)
        text = BUNDLES[self._name](
            self._read(self._name),
            lambda other: self._read(posixpath.join(folder, other)),
        )
        return ContentFile(text.encode())


class BundledStorage(Base):  # type: ignore[misc]  # untyped
    """Rewrite the imports that remain in our scripts after `Bundled` has joined them.

    Django can do so for all scripts, but it takes comments in other files for imports.
    """

    patterns = (
        *Base.patterns,
        (
            "js/*.js",
            (
                (
                    r"(?m)^(?P<matched>import \"(?P<url>\./[^\"]+)\";)",
                    'import "%(url)s";',
                ),
            ),
        ),
    )
    manifest_strict = True

    def post_process(
        self, paths: dict[str, Any], *args: Any, **options: Any
    ) -> Iterator[Any]:
        """Hash and compress the files, with our style sheets and scripts bundled."""

        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return bytes(file.read()).decode()

        joined = {
            name: (Bundled(name, read), paths[name][1])
            for name in BUNDLES
            if name in paths
        }
        yield from super().post_process({**paths, **joined}, *args, **options)
