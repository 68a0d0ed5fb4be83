"""Client and clinician on their pages of a call, in its own words."""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Self

from playwright.async_api import Locator, Page, WebSocket, expect

from standing_local.settings import Settings
from tests.e2e.sign_in import sign_in
from tests.support.eventually import eventually

PATIENCE: Final = 60.0  # s
_MS: Final = 60_000
_ENOUGH: Final = 10  # frames: more than a buffer holds back

# Of a person's browser. Chromium without a window says so in its own, as sandboxes of mail scanners do.
PHONE: Final = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/149.0.0.0 Mobile Safari/537.36"
COMPUTER: Final = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/149.0.0.0 Safari/537.36"

_WATCH: Final = """
const { policy, socket } = WISHES;
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(settings) {
    super(policy ? { ...settings, iceTransportPolicy: policy } : settings);
    window.connections.push(this);
  }
};
if (socket) {
  window.WebSocket = class extends WebSocket {
    constructor(address) {
      super(address.endsWith("/room/signals") ? socket : address);
    }
  };
}
"""

_LOOK: Final = """async () => {
  const connection = window.connections.at(-1);
  const stats = connection ? [...(await connection.getStats()).values()] : [];
  const frames = stats
    .filter(({ type, kind }) => type === "inbound-rtp" && kind === "video")
    .reduce((sum, { framesDecoded }) => sum + (framesDecoded ?? 0), 0);
  const transport = stats.find(({ type }) => type === "transport");
  const pair = stats.find(({ id }) => id === transport?.selectedCandidatePairId);
  return {
    connection: window.connections.length,
    frames,
    ice: connection?.localDescription?.sdp.match(/a=ice-ufrag:(\\S+)/)?.[1] ?? "",
    local: stats.find(({ id }) => id === pair?.localCandidateId)?.candidateType ?? "",
    pictures: [...document.querySelectorAll("video")]
      .filter((video) => video.checkVisibility())
      .map(({ currentTime }) => currentTime),
  };
}"""


@dataclass(frozen=True, slots=True)
class Media:
    """What a page has of the other side now. `connection` counts those that were made since it was opened."""

    connection: int
    frames: int
    ice: str
    """The local user fragment: another one after each ICE restart."""
    local: str
    """What kind of an address the media go from."""
    pictures: list[float]
    """How far each picture that is shown has come, in seconds."""

    @classmethod
    async def of(cls, page: Page) -> Self:
        return cls(**await page.evaluate(_LOOK))

    def flows_since(self, before: "Media") -> bool:
        """Both pictures too: the other's and one's own."""
        fresh = before if before.connection == self.connection else None
        return (
            self.frames >= (fresh.frames if fresh else 0) + _ENOUGH
            and len(self.pictures) == 2
            and (
                len(before.pictures) != 2
                or all(now != then for now, then in zip(self.pictures, before.pictures, strict=True))
            )
        )


@dataclass(slots=True)
class Caller:
    """Somebody's page."""

    page: Page
    sockets: list[WebSocket] = field(default_factory=list)
    entered: int = 0
    """How often a socket has let the page into a room."""
    tickets: set[str] = field(default_factory=set)

    @classmethod
    async def on(cls, page: Page, *, policy: str | None = None, socket: str | None = None) -> Self:
        """`policy`: of ICE. `socket`: the address of the room's instead of the page's own; wants bypass_csp."""
        await page.add_init_script(f"const WISHES = {json.dumps({'policy': policy, 'socket': socket})};\n{_WATCH}")
        caller = cls(page)
        page.on("websocket", caller._watch)
        return caller

    def _watch(self, socket: WebSocket) -> None:
        if not socket.url.endswith("/room/signals"):
            return
        self.sockets.append(socket)
        socket.on("framereceived", self._heard)
        socket.on("framesent", self._said)

    def _heard(self, frame: str | bytes) -> None:
        self.entered += json.loads(frame)["type"] == "entered"

    def _said(self, frame: str | bytes) -> None:
        said: dict[str, Any] = json.loads(frame)
        if said["type"] == "enter":
            self.tickets.add(said["ticket"])

    async def media(self) -> Media:
        return await Media.of(self.page)

    async def is_connected(self) -> bool:
        """Whether anything could go to the other side, or come from it."""
        open_: bool = await self.page.evaluate("window.connections.some((one) => one.connectionState !== 'closed')")
        return open_

    async def enters_again(self, deed: Callable[[], object]) -> None:
        """`deed` brings the page's socket back, which is lost."""
        before = self.entered
        deed()
        await eventually(lambda: _true_of(lambda: self.entered > before), within=PATIENCE)


class Client(Caller):
    async def opens(self, url: str) -> None:
        await self.page.goto(url)

    async def comes_back_by(self, url: str) -> None:
        """Tried again while nothing answers."""

        async def answered() -> bool:
            answer = await self.page.goto(url)
            return answer is not None and answer.ok

        await eventually(answered, within=PATIENCE, each=1)

    async def sees(self, words: str) -> None:
        await expect(self.page.get_by_role("heading", level=1, name=words)).to_be_visible(timeout=_MS)

    async def joins(self) -> None:
        """And waits."""
        await self.sees("You can join now")
        await self._button("Join").click()
        await self.waits()

    async def waits(self) -> None:
        await expect(self.page.get_by_text("They know that you are here")).to_be_visible(timeout=_MS)

    async def leaves(self) -> None:
        await self._button("Leave").click()
        await self.sees("You have left the call")

    async def agrees(self) -> None:
        """To go on with another host."""
        await self._button("Yes, go on").click(timeout=_MS)

    async def joins_again(self) -> None:
        await self._button("Join again").click()

    async def joins_here_instead(self) -> None:
        await self._button("Join here instead").click()
        await self.waits()

    def _button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)


class Host(Caller):
    async def signs_in(self, settings: Settings, name: str = "Casey Lind") -> None:
        await sign_in(self.page, settings, name)

    async def opens_room(self, settings: Settings, appointment: Any) -> None:
        await self.page.goto(f"{settings.public_url}/appointments/{appointment['id']}/room")
        await expect(self._button("Stand in").or_(self._button("Mute"))).to_be_visible(timeout=_MS)

    async def stands_in(self) -> None:
        """Of practitioners without a user everybody does; not once they are in the room."""
        if await self._button("Stand in").count() > 0:
            await self._button("Stand in").click()
            await expect(self._button("Mute")).to_be_visible(timeout=_MS)

    async def hands_over(self) -> None:
        await self._button("Hand over").click(timeout=_MS)

    async def admits(self) -> None:
        await self.lets_in()
        await expect(self._button("Conclude")).to_be_visible(timeout=_MS)

    async def lets_in(self) -> None:
        """Or has the client asked, where somebody else was their host."""
        await self.page.get_by_role("button", name="Admit").click(timeout=_MS)

    async def concludes(self) -> None:
        await self._button("Conclude").click()
        await self._button("Conclude").last.click()
        await self.sees("This session has ended")

    async def says_the_client_did_not_attend(self, client: str) -> None:
        await self._button("Did not attend").click()
        await self._button("Did not attend").last.click()
        await self.sees(f"{client} did not attend")

    async def sees(self, words: str) -> None:
        await expect(self.page.get_by_role("heading", name=re.compile(re.escape(words)))).to_be_visible(timeout=_MS)

    def _button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)


async def frames_flow(*callers: Caller) -> None:
    """From now on, to each of them. Raises TimeoutError."""
    await asyncio.gather(*(_frames_flow(caller) for caller in callers))


async def _frames_flow(caller: Caller) -> None:
    before = await caller.media()

    async def flow() -> bool:
        return (await caller.media()).flows_since(before)

    await eventually(flow, within=PATIENCE, each=0.25)


async def _true_of(condition: Callable[[], bool]) -> bool:
    return condition()
