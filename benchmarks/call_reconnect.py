"""How long two people in a call do not see each other after a page was reloaded or a network was cut.

Two windows of headless Chromium, the whole stack with two replicas of video-links, one call for all rounds.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Error

from benchmarks.measure import Spread, in_turns, table
from standing_local.demo.clinic import Clinic
from tests.e2e.callers import Caller, Client, Host, Media, frames_flow
from tests.e2e.meeting import Appointed, Meeting
from tests.e2e.running_stack import RunningStack
from tests.e2e.windows import windows
from tests.support.browser import launched
from tests.support.eventually import eventually
from tests.support.udp_relay import UdpRelay
from tests.support.wire import Wire

_ROUNDS = 7
_PATIENCE = 60.0  # s
_LOOK = 0.03  # s
_STANDS_STILL = 1.0  # s without a frame, which a busy machine alone does not cause


async def measured(directory: Path) -> str:
    stack = RunningStack.in_directory(
        directory, replicas={"video_links": 2}, environment={"STANDING_JOINS_LIMIT": "1000"}
    )
    await stack.start()
    relay = UdpRelay()
    try:
        async with (
            await Clinic.signed_in(stack.settings, "manager") as manager,
            await Clinic.signed_in(stack.settings, "clinician") as clinician,
            launched() as (browser, _),
            windows(browser) as new_window,
            Wire.to(stack.settings.ports.gateway) as wire,
        ):
            appointed = Appointed(stack.settings, await Meeting.booked(manager), clinician, new_window)
            host, client = await appointed.host(relay=relay), await appointed.client(relay=relay)
            await appointed.call(host, client, url=appointed.meeting.url_at(wire.port))
            taken = await in_turns(_measures(Call(host, client, wire, relay)), rounds=_ROUNDS)
    finally:
        relay.close()
        await stack.stop()
    spreads = {name: Spread.of(waits) for name, waits in taken.items()}
    peer = next(iter(spreads.values()))
    rows = [[name, spread.words("s", digits=1), spread.ratio_to(peer)] for name, spread in spreads.items()]
    return table(["what happens", "until it is as before", "ratio"], rows)


@dataclass(frozen=True, slots=True)
class Call:
    """Each measure begins and ends with pictures on both sides, and is in seconds."""

    host: Host
    client: Client
    wire: Wire
    relay: UdpRelay

    async def comes_back(self) -> float:
        """From the press of Join again."""
        before = await self._media()
        await self.client.leaves()
        since = time.monotonic()
        await self.client.joins_again()
        return await self._until(since, _sees_anew(self.host, before[0]), _sees_anew(self.client, before[1]))

    async def reloads(self, caller: Caller) -> float:
        other = self.host if caller is self.client else self.client
        before = await other.media()
        since = time.monotonic()
        await caller.page.reload(wait_until="commit")
        return await self._until(since, _sees(caller), _sees_anew(other, before))

    async def loses_its_socket(self) -> float:
        """Until the client's page is in the room again. The pictures go on meanwhile."""
        since = time.monotonic()

        def cut() -> None:
            self.wire.cut()
            self.wire.mend()

        await self.client.enters_again(cut)
        return await self._until(since)

    async def changes_its_network(self) -> float:
        """No address leads anywhere any more."""
        since = time.monotonic()
        self.relay.is_another_network()
        return await self._until(since, _sees_after_a_standstill(self.host), _sees_after_a_standstill(self.client))

    async def _media(self) -> tuple[Media, Media]:
        return await self.host.media(), await self.client.media()

    async def _until(self, since: float, *sees: Awaitable[None]) -> float:
        async with asyncio.timeout(_PATIENCE):
            await asyncio.gather(*sees)
        took = time.monotonic() - since
        await frames_flow(self.host, self.client)
        return took


def _measures(call: Call) -> dict[str, Callable[[], Awaitable[float]]]:
    return {
        "the client leaves, and presses Join again": call.comes_back,
        "the client's page is reloaded": lambda: call.reloads(call.client),
        "the host's page is reloaded": lambda: call.reloads(call.host),
        "the client's signalling is cut off": call.loses_its_socket,
        "the media are cut off": call.changes_its_network,
    }


async def _sees(caller: Caller) -> None:
    """On a page that is new."""

    async def seen() -> bool:
        media = await _media(caller)
        return media is not None and media.frames > 0

    await eventually(seen, within=_PATIENCE, each=_LOOK)


async def _sees_anew(caller: Caller, before: Media) -> None:
    """By another connection than before."""

    async def seen() -> bool:
        media = await _media(caller)
        return media is not None and media.connection != before.connection and media.frames > 0

    await eventually(seen, within=_PATIENCE, each=_LOOK)


async def _sees_after_a_standstill(caller: Caller) -> None:
    last, at = await caller.media(), time.monotonic()
    while True:
        media, now = await caller.media(), time.monotonic()
        if (media.connection, media.frames) != (last.connection, last.frames):
            if media.frames and now - at >= _STANDS_STILL:
                return
            last, at = media, now
        await asyncio.sleep(_LOOK)


async def _media(caller: Caller) -> Media | None:
    """None while one page gives way to the next."""
    try:
        return await caller.media()
    except Error:
        return None
