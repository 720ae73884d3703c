"""Static files with a hash of their content in the name, compressed at build."""

from collections.abc import Iterator
from typing import Any

from servestatic.storage import CompressedManifestStaticFilesStorage as Base

from actionlearning.lib.bundle import BUNDLES, Bundled


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
