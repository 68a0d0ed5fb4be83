"""Whoever uses the keyboard alone."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class Keys:
    """No mouse."""

    page: Page

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def type(self, words: str) -> None:
        await self.page.keyboard.type(words)

    async def tab_to(self, target: Locator) -> None:
        await self.press_until("Tab", target)

    async def press_until(self, key: str, target: Locator) -> None:
        """`target` has the focus; it may come into being on the way."""
        for _ in range(80):
            if await target.count() == 1 and await target.evaluate("element => element === document.activeElement"):
                return
            await self.press(key)
        await expect(target).to_be_focused()

    async def choose(self, field: Locator, option: str) -> None:
        await self.tab_to(field)
        await self.press("Enter")
        await self.press_until("ArrowDown", self.page.get_by_role("option", name=re.compile(f"^{option}")))
        await self.press("Enter")
        await expect(field).to_contain_text(option)
