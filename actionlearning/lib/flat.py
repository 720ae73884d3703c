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
        return flat(str(origin.template_name), super().get_contents(origin))


def flat(name: str, written: str) -> str:
    """Return a template without its indentation where it is a page."""
    return _INDENTATION.sub("", written) if name.endswith(".html") else written
