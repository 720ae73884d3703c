"""Static files with their content's hash in the name, compressed once at build."""

from __future__ import annotations

from servestatic.storage import CompressedManifestStaticFilesStorage


class HouseStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Also rewrites `import` between our scripts, which Django leaves out by default."""

    support_js_module_import_aggregation = True
    manifest_strict = True
