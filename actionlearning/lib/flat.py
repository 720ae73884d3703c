"""Templates without their indentation: it is for those who write them."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders.filesystem import Loader as Files

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(Files):
    """Load a template, pages with every line at the margin; letters as they are.

    A tenth of a page is indentation. Lines stay, so that errors name the right one.
    """

    def get_contents(self, origin: Origin) -> str:
        """Return the text that is compiled."""
        written = super().get_contents(origin)
        is_page = str(origin.template_name).endswith(".html")
        return _INDENTATION.sub("", written) if is_page else written
