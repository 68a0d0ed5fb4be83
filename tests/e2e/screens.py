"""What is true of a screen, whatever it shows: it can be used by everybody, and a picture of it is kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from standing_local import checkout
from tests.support.eventually import eventually

SCREENSHOTS: Final = checkout.ROOT / ".local" / "screenshots"
DESK: Final = (1280, 900)
ZOOMED: Final = (640, 450)
"""A desk at 200 %."""
PHONE: Final = (390, 844)
SMALLEST: Final = (320, 256)
"""1280 by 1024 at 400 %: what WCAG's 1.4.10 asks for."""
_STILL: Final = """() => Promise.allSettled(
    document.getAnimations()
        .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime))
        .map(({ finished }) => finished)
)"""


_MISPLACED: Final = (Path(__file__).parent / "misplaced.js").read_text()


async def look_at(page: Page, screen: str) -> dict[str, list[str]]:
    """On a desk, on one at 200 %, and on a phone: what is misplaced; on the first and the last, what axe finds that
    keeps somebody from using the screen. A picture of each is kept."""
    faults = {}
    for size in (DESK, ZOOMED, PHONE):
        async with seen_on(page, size):
            name = f"{screen}-{size[0]}"
            found = await _misplaced_for_good(page)
            if size is not ZOOMED:
                found += await serious_faults(page)
            if found:
                faults[name] = found
            await page.screenshot(path=SCREENSHOTS / f"{name}.png")
    return faults


async def _misplaced_for_good(page: Page) -> list[str]:
    """What is still so a moment after the window has got another size: some of a screen follows by script."""

    async def nothing_is() -> bool:
        return await misplaced(page) == []

    with suppress(TimeoutError):
        await eventually(nothing_is, within=3, each=0.1)
        return []
    return await misplaced(page)


async def misplaced(page: Page) -> list[str]:
    """Text that is cut or lies on other text, broken words, and what has to be scrolled sideways, by the boxes of what
    is seen."""
    found: list[str] = await page.evaluate(_MISPLACED)
    return found


async def take_pictures(page: Page, screen: str) -> None:
    """Of what is not ours to judge."""
    for size in (DESK, PHONE):
        async with seen_on(page, size):
            await page.screenshot(path=SCREENSHOTS / f"{screen}-{size[0]}.png", full_page=True)


@asynccontextmanager
async def seen_on(page: Page, size: tuple[int, int]) -> AsyncIterator[None]:
    """Afterwards the window is as it was."""
    before = page.viewport_size
    assert before is not None
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await page.evaluate(_STILL)
    yield
    await page.set_viewport_size(before)


async def serious_faults(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [
        f"{violation['id']} ({violation['impact']}): {', '.join(str(node['target']) for node in violation['nodes'])}"
        for violation in found.response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
