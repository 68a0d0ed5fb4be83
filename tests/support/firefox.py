"""Firefox, where there is one: `firefox-esr` or `firefox` on the PATH, or what `STANDING_TEST_FIREFOX` names.

Driven over WebDriver BiDi (W3C), which it speaks itself: by as much of it as the tests need.
"""

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from websockets.asyncio.client import ClientConnection, connect

from tests.support.eventually import eventually
from tests.support.ran_on import RAN_ON

_PREFERENCES: Final[Mapping[str, object]] = {
    # A camera and a microphone of its own, and nobody to ask.
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.autoplay.default": 0,
    # Where there is nothing but this machine.
    "media.peerconnection.ice.loopback": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "intl.accept_languages": "en-GB,en",
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "extensions.update.enabled": False,
}
_LISTENS: Final = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_STARTS_WITHIN: Final = 60.0  # s


class Firefox:
    """A window of it."""

    def __init__(self, socket: ClientConnection, version: str) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._context = ""
        self.version = version

    @classmethod
    async def of(cls, socket: ClientConnection) -> "Firefox":
        firefox = cls(socket, "")
        session = await firefox._asks("session.new", capabilities={})
        firefox.version = session["capabilities"]["browserVersion"]
        firefox._context = (await firefox._asks("browsingContext.create", type="window"))["context"]
        return firefox

    async def runs_first(self, script: str) -> None:
        """In each page, before its own scripts."""
        await self._asks("script.addPreloadScript", functionDeclaration=f"() => {{{script}}}")

    async def opens(self, url: str) -> None:
        await self._asks("browsingContext.navigate", context=self._context, url=url, wait="complete")

    async def finds(self, expression: str) -> Any:
        """What the JavaScript expression is in the page, or becomes: whatever JSON can say."""
        found = await self._asks(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self._context},
            awaitPromise=True,
            userActivation=False,
        )
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])

    async def sees(self, words: str) -> None:
        async def seen() -> bool:
            return words in await self.finds("document.body.innerText")

        await eventually(seen, within=_STARTS_WITHIN, each=0.2)

    async def presses(self, selector: str) -> None:
        """With the mouse, as somebody does."""

        async def place() -> Any:
            return await self.finds(
                f"(() => {{ const box = document.querySelector({json.dumps(selector)})?.getBoundingClientRect();"
                "return box?.width && [box.x + box.width / 2, box.y + box.height / 2]; })()"
            )

        x, y = await eventually(place, within=_STARTS_WITHIN, each=0.2)
        press: list[dict[str, object]] = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "actions": press}
        await self._asks("input.performActions", context=self._context, actions=[mouse])

    async def _asks(self, method: str, **params: object) -> Any:
        """One thing after the other: whatever comes meanwhile and answers nothing is passed over."""
        number = next(self._numbers)
        await self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        async with asyncio.timeout(_STARTS_WITHIN):
            while True:
                told: dict[str, Any] = json.loads(await self._socket.recv())
                if told.get("id") == number:
                    assert told["type"] == "success", told
                    return told["result"]


@pytest.fixture
async def firefox(tmp_path: Path, pytestconfig: pytest.Config) -> AsyncIterator[Firefox | None]:
    named = os.environ.get("STANDING_TEST_FIREFOX")
    program = named or shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytestconfig.stash[RAN_ON]["Firefox"] = "none, so that no call went between it and Chromium"
        yield None
        return
    async with _running(program, tmp_path) as firefox:
        pytestconfig.stash[RAN_ON]["Firefox"] = f"{firefox.version} of the {'environment' if named else 'system'}"
        yield firefox


@asynccontextmanager
async def _running(program: str, directory: Path) -> AsyncIterator[Firefox]:
    profile, log = directory / "profile", directory / "firefox.log"
    profile.mkdir()
    preferences = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items())
    (profile / "user.js").write_text("\n".join(preferences))
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"),
            env=os.environ | {"HOME": str(directory)},
            stdout=output,
            stderr=output,
        )

    async def address() -> str | None:
        found = _LISTENS.search(log.read_text(errors="replace"))
        return found[1] if found else None

    try:
        listening = await eventually(address, within=_STARTS_WITHIN, each=0.1)
        async with connect(f"{listening}/session", max_size=None) as socket:
            yield await Firefox.of(socket)
    finally:
        process.terminate()
        await process.wait()
