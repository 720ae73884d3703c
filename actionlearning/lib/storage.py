"""Static files with their content's hash in the name, compressed once at build."""

from __future__ import annotations

from servestatic.storage import CompressedManifestStaticFilesStorage as Base


class HouseStorage(Base):  # type: ignore[misc]  # untyped
    """Also rewrites `import` between our scripts, which Django leaves out by default.

    Ours only: in the comments of others' files Django finds imports that are none.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        Base._js_module_import_aggregation_patterns[1],  # noqa: SLF001
    )
    manifest_strict = True
