"""The client's page in a real browser, on a phone and on a desk: what it says in each state, and that the call stands."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import httpx
import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, expect

from standing import ports
from tests.e2e.screens import serious_faults, take_pictures
from tests.support.eventually import eventually
from tests.support.video_links import LONDON, VideoLinks

PATIENCE: Final = 20_000  # ms
PHONE: Final = {"width": 390, "height": 844}
NINE: Final = datetime(2027, 10, 20, 8, tzinfo=UTC)  # the session is at 10 on the clinic's clock, an hour ahead of UTC

# The other side, on a page of its own: the call's own core, in the host's place.
HOST: Final = """async () => {
  const { openCall } = await import(document.querySelector("[rel=modulepreload]").href);
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
  const stats = await window.connections.at(-1)?.getStats();
  return [...(stats?.values() ?? [])].reduce((sum, stat) => sum + (stat.framesDecoded ?? 0), 0);
}"""


@dataclass(frozen=True, slots=True)
class Session:
    appointment_id: UUID
    url: str


class Clinic:
    """video-links alone, answering at an address of its own, and people who look at its pages."""

    def __init__(self, video_links: VideoLinks, browser: Browser, address: str, opened: AsyncExitStack) -> None:
        self.video_links = video_links
        self.address = address
        self.complaints: list[str] = []
        self._browser = browser
        self._opened = opened

    async def books(self, *, first: datetime | None = None) -> Session:
        """Without `first`: for the real time, so that one can join now."""
        if first is None:
            self.video_links.now = datetime.now(UTC)
            first = datetime.now(LONDON).replace(tzinfo=None, second=0, microsecond=0) + timedelta(minutes=5)
        booked = await self.video_links.books(sessions=1, first=first)
        (link,) = await self.video_links.links_of(booked)
        token = link.url.open().rpartition("/")[2]
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
            return await self.staff("opens_room", session)

        await page.expose_function("ticket", ticket)
        await page.goto(session.url)
        await page.evaluate(HOST)
        return page

    async def staff(self, does: str, session: Session) -> Any:
        self.video_links.now = datetime.now(UTC)
        return await getattr(self.video_links.staff(), does)(session.appointment_id)

    def _notes_complaints_of(self, context: BrowserContext) -> None:
        context.on("weberror", lambda failure: self.complaints.append(str(failure.error)))
        context.on(
            "console",
            lambda message: self.complaints.append(message.text) if "Content Security" in message.text else None,
        )


@pytest.fixture
async def clinic(video_links: VideoLinks, browser: Browser) -> AsyncIterator[Clinic]:
    expect.set_options(timeout=PATIENCE)
    await video_links.hears(video_links.practice(), video_links.practitioner())
    async with served(video_links) as address, AsyncExitStack() as opened:
        clinic = Clinic(video_links, browser, address, opened)
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


async def frames_come(page: Page) -> None:
    """More of them than now."""
    before = await page.evaluate(FRAMES)

    async def more() -> bool:
        return bool(await page.evaluate(FRAMES) > before)

    await eventually(more)


async def in_call(clinic: Clinic) -> tuple[Session, Page, Page]:
    session = await clinic.books()
    client = await clinic.client_joins(session)
    host = await clinic.host_opens_room(session)
    await clinic.staff("admits", session)
    await expect(client.get_by_text("Connected", exact=True)).to_be_visible()
    await frames_come(client)
    await frames_come(host)
    return session, client, host


type Arrange = Callable[[Clinic], Awaitable[str]]


async def early(clinic: Clinic) -> str:
    session = await clinic.books(first=datetime(2027, 10, 20, 10))
    clinic.video_links.now = NINE + timedelta(minutes=12)
    return session.url


async def can_join(clinic: Clinic) -> str:
    session = await clinic.books(first=datetime(2027, 10, 20, 10))
    clinic.video_links.now = NINE + timedelta(minutes=50)
    return session.url


async def another_day(clinic: Clinic) -> str:
    session = await clinic.books(first=datetime(2027, 10, 27, 10))
    clinic.video_links.now = NINE + timedelta(minutes=50)
    return session.url


async def expired(clinic: Clinic) -> str:
    session = await clinic.books(first=datetime(2027, 10, 20, 10))
    clinic.video_links.now = NINE + timedelta(hours=4)
    return session.url


async def ended(clinic: Clinic) -> str:
    session = await clinic.books()
    await clinic.staff("concludes", session)
    return session.url


async def cancelled(clinic: Clinic) -> str:
    raise NotImplementedError


async def reissued(clinic: Clinic) -> str:
    session = await clinic.books()
    await clinic.staff("reissues", session)
    return session.url


async def unknown(clinic: Clinic) -> str:
    return f"{clinic.address}/v/AAAAAAAAAAAAAAAAAAAAAA"


STATES: Final[dict[str, tuple[Arrange, str]]] = {
    "early": (early, "You are in the right place, and a little early"),
    "join": (can_join, "You can join now"),
    "wrong-session": (another_day, "This link is for another day"),
    "expired": (expired, "The time for this session has passed"),
    "ended": (ended, "Your session has ended"),
    "reissued": (reissued, "We have sent you a newer link"),
    "unknown": (unknown, "We do not know this link"),
}


async def test_each_state_can_be_read_and_used_by_everybody(clinic: Clinic) -> None:
    page = await clinic.window()
    for name, (arrange, headline) in STATES.items():
        await page.goto(await arrange(clinic))
        await expect(page.get_by_role("heading", level=1)).to_have_text(headline)
        assert await serious_faults(page) == []
        await take_pictures(page, f"link-{name}")


async def test_the_call(clinic: Clinic) -> None:
    session, client, host = await in_call(clinic)
    await take_pictures(client, "room-client")
