from __future__ import annotations

from django.apps import AppConfig


class SetsConfig(AppConfig):
    name = "sets"
