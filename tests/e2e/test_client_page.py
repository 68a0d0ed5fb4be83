"""The client's page in a real browser, on a phone and on a desk: what each state says, and that the call stands."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, expect

from contracts.series import OccurrenceStatus
from standing_local import ports
from tests.e2e.screens import look_at
from tests.support.eventually import eventually
from tests.support.link_users import Host
from tests.support.transit_keys import KEYS
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
    await clinic.staff().admits(session.appointment_id)
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


async def missed(clinic: Clinic) -> str:
    session = await clinic.books(first=datetime.now(LONDON).replace(tzinfo=None, second=0, microsecond=0))
    await clinic.staff().says_missed(session.appointment_id)
    return session.url


async def ended(clinic: Clinic) -> str:
    session = await clinic.books()
    await clinic.staff().concludes(session.appointment_id)
    return session.url


async def cancelled(clinic: Clinic) -> str:
    session = await clinic.books(status="cancelled")
    return session.url


async def reissued(clinic: Clinic) -> str:
    session = await clinic.books()
    await clinic.staff().reissues(session.appointment_id)
    return session.url


async def unknown(clinic: Clinic) -> str:
    return f"{clinic.address}/v/AAAAAAAAAAAAAAAAAAAAAA"


STATES: Final[dict[str, tuple[Arrange, str]]] = {
    "early": (early, "You are in the right place, and a little early"),
    "join": (can_join, "You can join now"),
    "wrong-session": (another_day, "This link is for another day"),
    "expired": (expired, "The time for this session has passed"),
    "missed": (missed, "This session did not take place"),
    "ended": (ended, "Your session has ended"),
    "cancelled": (cancelled, "This session is cancelled"),
    "reissued": (reissued, "There is a newer link for you"),
    "unknown": (unknown, "We do not know this link"),
}


async def can_be_used(page: Page, name: str) -> None:
    """By everybody, on a phone and on a desk. Every control is large enough for a finger."""
    assert await look_at(page, f"link-{name}") == {}
    for control in await page.locator("button:visible, select:visible").all():
        box = await control.bounding_box()
        assert box is not None
        assert box["height"] >= 52
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_each_state_can_be_read_and_used_by_everybody(clinic: Clinic) -> None:
    page = await clinic.window()
    for name, (arrange, headline) in STATES.items():
        await page.goto(await arrange(clinic))
        await expect(page.get_by_role("heading", level=1)).to_have_text(headline)
        await can_be_used(page, name)


async def test_without_javascript_each_state_says_what_to_do(clinic: Clinic) -> None:
    page = await clinic.window(java_script_enabled=False)
    for arrange, headline in STATES.values():
        await page.goto(await arrange(clinic))
        await expect(page.locator("h1:visible")).to_have_text(headline)
    await page.goto(await early(clinic))
    await expect(page.get_by_text("You can join from 9:45am")).to_be_visible()
    await page.goto(await can_join(clinic))
    await expect(page.locator(".no-script:visible")).to_contain_text("To join, your browser needs JavaScript.")
    await expect(page.locator("button:visible")).to_have_count(0)
    await page.goto(await ended(clinic))
    await page.get_by_role("button", name="Send me my current link").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


async def test_a_page_that_is_kept_open_counts_down_and_lets_in(clinic: Clinic) -> None:
    page = await clinic.window(timezone_id="Europe/Athens")
    await page.clock.install()
    await page.goto(await early(clinic))
    await expect(page.get_by_text("You can join in 33 minutes (at 9:45am)")).to_be_visible()
    await expect(page.get_by_text("That is 12pm where you are.")).to_be_visible()
    await page.clock.fast_forward(31 * 60_000)
    await expect(page.get_by_text("You can join in 2 minutes (at 9:45am)")).to_be_visible()
    await page.clock.fast_forward(2 * 60_000)
    await expect(page.get_by_role("heading", level=1)).to_have_text("You can join now")
    await expect(page.get_by_role("button", name="Join")).to_be_visible()
    await expect(page.get_by_role("button", name="Start the check")).to_be_visible()


async def test_camera_microphone_and_sound_are_checked_before_the_session(clinic: Clinic) -> None:
    page = await clinic.window()
    await page.goto(await early(clinic))
    await page.get_by_role("button", name="Start the check").click()
    await expect(page.locator("[data-checked=camera]")).to_contain_text("Works")
    await expect(page.locator("[data-checked=microphone]")).to_contain_text("Works")
    await page.get_by_role("button", name="I heard the sound").click()
    await expect(page.locator("[data-checked=sound]")).to_contain_text("Works")
    await can_be_used(page, "checked")


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ("NotAllowedError", "Your browser did not let us use the camera. Press the camera sign beside the address"),
        ("NotFoundError", "We cannot find a camera. You can join with sound only."),
        ("NotReadableError", "Another program is using the camera. Close it, then try again."),
    ],
)
async def test_one_can_join_without_a_camera_and_is_told_why(clinic: Clinic, failure: str, words: str) -> None:
    page = await clinic.window()
    await page.add_init_script(
        f"""
        const ask = MediaDevices.prototype.getUserMedia;
        MediaDevices.prototype.getUserMedia = function (what) {{
          if (!what.video || window.mended) return ask.call(this, what);
          return Promise.reject(new DOMException("", "{failure}"));
        }};
        """
    )
    session = await clinic.books()
    await page.goto(session.url)
    await page.get_by_role("button", name="Join").click()
    await expect(page.locator("[data-section=waiting]").get_by_text(words)).to_be_visible()
    await expect(page.get_by_text("You: microphone on, no camera")).to_be_visible()
    await page.evaluate("window.mended = true")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_text("You: camera and microphone on")).to_be_visible()
    await expect(page.get_by_text(words)).to_be_hidden()


async def test_the_client_waits_talks_leaves_and_comes_back_by_the_keyboard_alone(clinic: Clinic) -> None:
    session = await clinic.books()
    client = await clinic.window()
    await client.goto(session.url)
    await client.keyboard.press("Tab")
    await expect(client.get_by_role("button", name="Join")).to_be_focused()
    await client.keyboard.press("Enter")
    waiting = client.get_by_role("heading", name="Dr. Adeyemi will let you in")
    await expect(waiting).to_be_focused()
    await expect(client.get_by_text("They know that you are here")).to_be_visible()
    await expect(client.get_by_text("You: camera and microphone on")).to_be_visible()
    await can_be_used(client, "waiting")
    await client.keyboard.press("Tab")
    await client.keyboard.press("Enter")
    await expect(client.get_by_role("button", name="Unmute")).to_be_focused()
    await client.keyboard.press("Enter")
    host = await clinic.host_opens_room(session)
    await clinic.staff().admits(session.appointment_id)
    await expect(client.get_by_text("Connected", exact=True)).to_be_visible()
    await expect(client.get_by_role("button", name="Mute")).to_be_focused()
    await frames_come(client)
    await frames_come(host)
    await can_be_used(client, "in-call")
    for _ in range(2):
        await client.keyboard.press("Tab")
    await expect(client.get_by_role("button", name="Leave")).to_be_focused()
    await client.keyboard.press("Enter")
    left = client.get_by_role("heading", name="You have left the call")
    await expect(left).to_be_focused()
    await can_be_used(client, "left")
    await client.reload()
    await expect(left).to_be_visible()
    await client.keyboard.press("Tab")
    await client.keyboard.press("Enter")
    await frames_come(client)


async def test_the_client_is_told_when_the_other_side_is_gone_and_the_call_goes_on_when_it_is_back(
    clinic: Clinic,
) -> None:
    session, client, host = await in_call(clinic)
    await host.close()
    await expect(client.get_by_text("Dr. Adeyemi’s connection is lost.").locator("visible=true")).to_be_visible()
    await can_be_used(client, "host-gone")
    host = await clinic.host_opens_room(session)
    await expect(client.get_by_text("Connected", exact=True)).to_be_visible()
    await frames_come(client)
    await frames_come(host)


async def test_whoever_joins_elsewhere_takes_over_and_is_let_in_anew(clinic: Clinic) -> None:
    session, first, _ = await in_call(clinic)
    second = await clinic.window()
    await second.goto(session.url)
    headline = "You have already joined on another phone or computer"
    await expect(second.get_by_role("heading", level=1)).to_have_text(headline)
    await can_be_used(second, "elsewhere")
    await second.get_by_role("button", name="Join here instead").click()
    await expect(second.get_by_role("heading", name="Dr. Adeyemi will let you in")).to_be_visible()
    await expect(first.get_by_role("heading", level=1)).to_have_text(headline)
    await expect(second.get_by_text("They know that you are here")).to_be_visible()
    await clinic.staff().admits(session.appointment_id)
    await frames_come(second)
