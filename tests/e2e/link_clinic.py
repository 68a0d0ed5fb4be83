"""video-links alone, with people at its links' pages in real browsers: the client's page needs no more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, expect

from contracts.series import OccurrenceStatus
from standing_local import ports
from tests.support.eventually import eventually
from tests.support.link_users import Host
from tests.support.sealing_keys import KEYS
from tests.support.video_links import LONDON, VideoLinks

PATIENCE: Final = 20_000  # ms
PHONE: Final = {"width": 390, "height": 844}

# The other side, on a page of its own: the call's own core, in the host's place.
HOST: Final = """async () => {
  const { openCall } = await import(document.querySelector("[rel=modulepreload][href$='/call.js']").href);
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  window.rooms = [];
  const video = document.createElement("video");
  video.autoplay = true;
  document.body.append(video);
  window.call = openCall({
    enter: async () => ({ ticket: await window.ticket() }),
    polite: false,
    stream,
    on: {
      room: (room) => window.rooms.push(room),
      remote: (remote) => { video.srcObject = remote; },
      media: (state) => { window.media = state; },
      signalling: (state) => { window.signalling = state; },
    },
  });
}"""
# Every connection that a page makes, so that what came over the newest can be asked for.
CONNECTIONS: Final = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...how) { super(...how); window.connections.push(this); }
};
"""
FRAMES: Final = """async () => {
  const stats = await window.connections[window.connections.length - 1]?.getStats();
  return [...(stats?.values() ?? [])].reduce((sum, stat) => sum + (stat.framesDecoded ?? 0), 0);
}"""


@dataclass(frozen=True, slots=True)
class Session:
    appointment_id: UUID
    url: str


class LinkClinic:
    """video-links alone, answering at an address of its own, and people who look at its pages."""

    def __init__(self, video_links: VideoLinks, browser: Browser, address: str, opened: AsyncExitStack) -> None:
        self.video_links = video_links
        self.address = address
        self.complaints: list[str] = []
        self._browser = browser
        self._opened = opened

    async def books(self, *, first: datetime | None = None, status: OccurrenceStatus = "booked") -> Session:
        """Without `first`: for the real time, so that one can join now."""
        if first is None:
            self.video_links.goes_by_the_wall_clock()
            first = datetime.now(LONDON).replace(tzinfo=None, second=0, microsecond=0) + timedelta(minutes=5)
        booked = await self.video_links.books(sessions=1, first=first)
        (link,) = await self.video_links.links_of(booked)
        if status != "booked":
            occurrences = [one.model_copy(update={"status": status}) for one in booked.series.occurrences]
            await self.video_links.hears(
                self.video_links.series(series_id=booked.series.id, version=2, occurrences=occurrences)
            )
        token = link.url.open(KEYS).rpartition("/")[2]
        return Session(booked.series.occurrences[0].id, f"{self.address}/v/{token}")

    async def window(self, **options: Any) -> Page:
        context = await self._browser.new_context(
            **({"locale": "en-GB", "timezone_id": "Europe/London", "viewport": PHONE} | options)
        )
        self._opened.push_async_callback(context.close)
        context.set_default_timeout(PATIENCE)
        await context.add_init_script(CONNECTIONS)
        self._notes_complaints_of(context)
        return await context.new_page()

    async def client_joins(self, session: Session) -> Page:
        page = await self.window()
        await page.goto(session.url)
        await page.get_by_role("button", name="Join").click()
        await expect(page.get_by_role("heading", name="Dr. Adeyemi will let you in")).to_be_visible()
        return page

    async def host_opens_room(self, session: Session) -> Page:
        page = await self.window()

        async def ticket() -> str:
            return await self.staff().opens_room(session.appointment_id)

        await page.expose_function("ticket", ticket)
        await page.goto(session.url)
        await page.evaluate(HOST)
        return page

    def staff(self) -> Host:
        """Now, by the real time."""
        self.video_links.goes_by_the_wall_clock()
        return self.video_links.staff()

    def _notes_complaints_of(self, context: BrowserContext) -> None:
        context.on("weberror", lambda failure: self.complaints.append(str(failure.error)))
        context.on(
            "console",
            lambda message: self.complaints.append(message.text) if "Content Security" in message.text else None,
        )


@pytest.fixture
async def clinic(video_links: VideoLinks, browser: Browser) -> AsyncIterator[LinkClinic]:
    expect.set_options(timeout=PATIENCE)
    await video_links.hears(video_links.practice(), video_links.practitioner())
    async with served(video_links) as address, AsyncExitStack() as opened:
        clinic = LinkClinic(video_links, browser, address, opened)
        yield clinic
    assert clinic.complaints == []


@asynccontextmanager
async def served(video_links: VideoLinks) -> AsyncIterator[str]:
    """In this process, so that a test says what time it is."""
    port = ports.any_free()
    server = uvicorn.Server(uvicorn.Config(video_links.api, port=port, log_config=None, ws="websockets-sansio"))
    running = asyncio.create_task(server.serve())

    async def started() -> bool:
        return server.started

    await eventually(started)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = server.force_exit = True
    await running


async def joins(page: Page, session: Session) -> None:
    await page.goto(session.url)
    await page.get_by_role("button", name="Join", exact=True).click()
    await expect(page.get_by_text("They know that you are here")).to_be_visible()


async def frames_come(page: Page) -> None:
    """More of them than now."""
    before = await page.evaluate(FRAMES)

    async def more() -> bool:
        return bool(await page.evaluate(FRAMES) > before)

    await eventually(more)


async def in_call(clinic: LinkClinic) -> tuple[Session, Page, Page]:
    session = await clinic.books()
    client = await clinic.client_joins(session)
    host = await clinic.host_opens_room(session)
    await clinic.staff().admits(session.appointment_id)
    await expect(client.get_by_text("Connected", exact=True)).to_be_visible()
    await frames_come(client)
    await frames_come(host)
    return session, client, host
