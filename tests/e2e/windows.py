"""Windows of a browser, side by side, each with nothing in it of another.

Not tabs of one window: those that are not in front draw nothing, and wait.
"""

from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final, Protocol

from playwright.async_api import Browser, Page, expect

PATIENCE: Final = 20_000  # ms


class NewWindow(Protocol):
    def __call__(self, **context: Any) -> Awaitable[Page]:
        """`context`: what Playwright calls the settings of a window."""
        ...


@asynccontextmanager
async def windows(browser: Browser) -> AsyncIterator[NewWindow]:
    """What a page throws and nobody catches is an AssertionError in the end."""
    expect.set_options(timeout=PATIENCE)
    thrown: list[str] = []
    async with AsyncExitStack() as opened:

        async def open_one(**wanted: Any) -> Page:
            usual = {"locale": "en-GB", "timezone_id": "Europe/London", "viewport": {"width": 1280, "height": 900}}
            context = await browser.new_context(**usual | wanted)
            opened.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE)
            context.on("weberror", lambda failure: thrown.append(str(failure.error)))
            return await context.new_page()

        yield open_one
    assert thrown == []
