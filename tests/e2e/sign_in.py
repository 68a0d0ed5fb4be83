"""Signing in to the web: by the identity provider's page the first time, and in later windows by what it left then."""

import json
import time
from typing import Final

from playwright.async_api import Page, expect

from standing_local.settings import Settings

# Tokens live for 15 minutes, and are renewed before: two windows must not renew the same ones.
_KEPT: Final = 600.0  # s
_PATIENCE: Final = 60_000  # ms

_RESUME: Final = """(() => {
  if (location.origin !== ORIGIN || sessionStorage.getItem("resumed")) return;
  for (const [key, value] of Object.entries(KEPT)) sessionStorage.setItem(key, value);
  sessionStorage.setItem("resumed", "once");
})();"""

type _Who = tuple[str, str]
_left: dict[_Who, tuple[float, dict[str, str]]] = {}


async def sign_in(page: Page, settings: Settings, name: str) -> None:
    """A page in which nothing has been opened yet shows the diary as this person sees it."""
    who = (settings.public_url, name)
    taken_at, kept = _left.get(who, (0.0, {}))
    if kept and time.monotonic() - taken_at < _KEPT:
        script = _RESUME.replace("ORIGIN", json.dumps(settings.public_url)).replace("KEPT", json.dumps(kept))
        await page.add_init_script(script)
        await page.goto(settings.public_url)
        await _signed_in(page, name)
    else:
        await page.goto(settings.public_url)
        await page.get_by_role("button", name=name).click()
        await _signed_in(page, name)
        _left[who] = (time.monotonic(), await page.evaluate("({ ...sessionStorage })"))


async def _signed_in(page: Page, name: str) -> None:
    await expect(page.get_by_role("button", name=f"{name}: menu")).to_be_visible(timeout=_PATIENCE)
