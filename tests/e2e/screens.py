"""What is true of a screen, whatever it shows: it can be used by everybody, and a picture of it is kept."""

from pathlib import Path
from typing import Final

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from standing import checkout

SCREENSHOTS: Final = checkout.ROOT / ".local" / "screenshots"
_WIDTHS: Final = {1280: 900, 390: 844}
_STILL: Final = "() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished))"


async def serious_faults(page: Page) -> list[str]:
    """What axe finds that keeps somebody from using the screen."""
    await page.evaluate(_STILL)
    found = await Axe().run(page)
    return [
        f"{violation['id']} ({violation['impact']}): {', '.join(str(node['target']) for node in violation['nodes'])}"
        for violation in found.response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


async def take_pictures(page: Page, name: str) -> list[Path]:
    """On a desk and on a phone; afterwards the window is as it was."""
    before = page.viewport_size
    assert before is not None
    taken = []
    for width, height in _WIDTHS.items():
        await page.set_viewport_size({"width": width, "height": height})
        await page.evaluate(_STILL)
        taken.append(SCREENSHOTS / f"{name}-{width}.png")
        await page.screenshot(path=taken[-1])
    await page.set_viewport_size(before)
    return taken
