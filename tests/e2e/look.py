"""Look at a page as people do: light and dark, on a phone and on a desk, with axe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SCREENS = Path("test-output/screens")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
#: Colours on their way from light to dark are nobody's colours.
SETTLE = """() => document.getAnimations()
    .filter(it => it.effect.getComputedTiming().endTime !== Infinity)
    .forEach(it => it.finish())"""
AXE = """options => axe.run({resultTypes: ["violations"], ...options})
    .then(found => found.violations)"""
#: The scheme in which every rule is asked; in the other one only colours differ.
THOROUGH = {"phone": "light", "desktop": "dark"}
COLOURS = {"runOnly": ["color-contrast"]}
#: What a page of ours has and a mail cannot: it is shown inside another page.
MAIL_HAS_NONE = ("landmark-one-main", "page-has-heading-one", "region")
WIDER_THAN_ITS_WINDOW = """() => [...document.querySelectorAll('body *')]
    .filter(it => it.getBoundingClientRect().right > innerWidth + 1)
    .filter(it => !it.closest('.visually-hidden, .skip'))
    .slice(0, 5).map(it => it.outerHTML.slice(0, 120))"""


def look(page: Page, name: str, *, without: tuple[str, ...] = ()) -> None:
    """Keep four pictures of the page; fail for anything axe minds, or a sideways scroll.

    `without` names rules of axe that are not for this page.

    The pictures are build output: test-output/screens/NAME-SIZE-SCHEME.png; NAME may
    begin with a folder.
    """
    (SCREENS / name).parent.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state()
    before = page.viewport_size
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(
                color_scheme="light" if scheme == "light" else "dark",
                reduced_motion="reduce",
            )
            page.evaluate(SETTLE)
            _picture(page, SCREENS / f"{name}-{size}-{scheme}.png", height)
            what, thorough = f"{name}, {size}, {scheme}", scheme == THOROUGH[size]
            rules = {rule: {"enabled": False} for rule in without}
            _nothing_to_mind(page, what, {"rules": rules} if thorough else COLOURS)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    if before:
        page.set_viewport_size(before)


def _picture(page: Page, path: Path, height: int) -> None:
    """Keep the whole page; in a window as high as it is, so that bars stay at its foot."""
    whole = page.evaluate("document.documentElement.scrollHeight")
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.set_viewport_size({"width": width, "height": max(height, whole)})
    page.screenshot(path=path)
    page.set_viewport_size({"width": width, "height": height})


def _nothing_to_mind(page: Page, what: str, options: dict[str, Any]) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    minded = [
        f"{violation['id']}: {violation['help']}: "
        + "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        for violation in page.evaluate(AXE, options)
    ]
    assert not minded, f"axe on {what}: {minded}"
    too_wide = page.evaluate(WIDER_THAN_ITS_WINDOW)
    scrolls = page.evaluate(
        "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
    )
    assert not scrolls, f"{what} scrolls sideways: {too_wide}"
