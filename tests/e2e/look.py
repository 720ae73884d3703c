"""Look at a page in light and dark, on a phone and on a desk, and check it with axe."""

from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, TimeoutError as TooLate

SCREENS = Path("test-output/screens")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
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
    .filter(it => !it.closest('.visually-hidden, .skip-link'))
    .slice(0, 5).map(it => it.outerHTML.slice(0, 120))"""


def look(page: Page, name: str, *, without: tuple[str, ...] = ()) -> None:
    """Keep four pictures of the page; fail if axe complains or the page scrolls sideways.

    `without` names rules of axe that do not hold for this page.

    The pictures are build output: test-output/screens/NAME-SIZE-SCHEME.jpg; NAME may
    begin with a folder.
    """
    (SCREENS / name).parent.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state()
    before = page.viewport_size
    rules = {rule: {"enabled": False} for rule in without}
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        _fits(page, f"{name}, {size}")
        _stretch(page, width, height)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(SETTLE)
            _picture(page, SCREENS / f"{name}-{size}-{scheme}.jpg")
            options = {"rules": rules} if scheme == THOROUGH[size] else COLOURS
            _nothing_to_mind(page, f"{name}, {size}, {scheme}", options)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    if before:
        page.set_viewport_size(before)


def _stretch(page: Page, width: int, height: int) -> None:
    """Make the window as high as the page, so that bars stay at the foot of the picture."""
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, whole)})


def _picture(page: Page, path: Path) -> None:
    """Keep what the window shows; try twice, since a busy browser may fail to draw once."""
    try:
        page.screenshot(path=path, type="jpeg", quality=85)
    except TooLate:
        page.bring_to_front()
        page.screenshot(path=path, type="jpeg", quality=85)


def _fits(page: Page, what: str) -> None:
    """Fail if the page scrolls sideways."""
    scrolls = page.evaluate(
        "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
    )
    assert not scrolls, (
        f"{what} scrolls sideways: {page.evaluate(WIDER_THAN_ITS_WINDOW)}"
    )


def _nothing_to_mind(page: Page, what: str, options: dict[str, Any]) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    minded = [
        f"{violation['id']}: {violation['help']}: "
        + "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        for violation in page.evaluate(AXE, options)
    ]
    assert not minded, f"axe on {what}: {minded}"
