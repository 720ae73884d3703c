from __future__ import annotations

from django.urls import URLPattern

app_name = "sets"
urlpatterns: list[URLPattern] = []
