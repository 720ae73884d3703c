"""Debian's Chromium, which ./bin/test has brought in."""

import shutil
from typing import Any

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-dev-shm-usage"),
)
#: The first draws the same pages, and costs half of what a whole browser does.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def launch_args() -> dict[str, Any]:
    """Return Playwright's arguments; if Chromium is missing, exit and say what to do."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise SystemExit("Chromium is missing: run ./bin/test once.")
    return {"executable_path": found, "args": list(FLAGS)}
