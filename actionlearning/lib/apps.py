from __future__ import annotations

from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "actionlearning.lib"
    label = "lib"

    def ready(self) -> None:
        """Set the house's words before anybody builds a form."""
        from actionlearning.lib.forms import speak_plainly  # noqa: PLC0415

        speak_plainly()
