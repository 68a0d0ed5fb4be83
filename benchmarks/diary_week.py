"""From the click that signs in to a diary that can be worked with: a week's blocks stand, and N opens the modal.

In headless Chromium, over the gateway, in a new window each time: nothing is cached, and the web's bundle comes along.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import httpx
from playwright.async_api import Browser

from benchmarks.measure import Spread, in_turns, table
from standing_local.demo.clinic import Clinic
from standing_local.settings import Settings
from tests.e2e.running_stack import RunningStack
from tests.support.browser import launched
from tests.support.eventually import eventually

_ROUNDS = 15
_PATIENCE = 60.0  # s

# Runs in every page before anything of its own, and asks in every frame; what is drawn is there in the frame after.
_WATCH = """
const now = () => performance.timeOrigin + performance.now();
addEventListener("click", () => reached("clicked", now()), { capture: true, once: true });
let stand = false;
function look() {
  if (!stand && document.querySelectorAll("[data-appointment]").length === BLOCKS) {
    stand = true;
    requestAnimationFrame(() => reached("stand", now()));
  }
  if (document.querySelector("[role=dialog]")) {
    requestAnimationFrame(() => reached("opened", now()));
  } else {
    requestAnimationFrame(look);
  }
}
look();
"""


@dataclass(frozen=True, slots=True)
class Week:
    """Whose week, and how many appointments are in what is shown of it."""

    name: str
    practitioner: Any
    monday: date
    shown: int

    def address(self, settings: Settings) -> str:
        query = {"view": "week", "date": self.monday, "practitioner": self.practitioner["id"]}
        return f"{settings.public_url}/?{urlencode(query)}"


@dataclass(frozen=True, slots=True)
class Wait:
    """In ms since the click."""

    blocks: float
    modal: float


async def measured(directory: Path) -> str:
    stack = RunningStack.in_directory(directory)
    try:
        await stack.start()
        weeks = await _booked(stack.settings)
        async with launched() as (browser, chromium):
            measures = {week.name: _measure(browser, stack.settings, week) for week in weeks}
            taken = await in_turns(measures, rounds=_ROUNDS)
    finally:
        await stack.stop()
    almost_empty = taken[weeks[0].name]
    return (
        table(
            ["week", "until the blocks stand", "ratio", "until N has opened the modal", "ratio"],
            [[name, *_row(waits, almost_empty)] for name, waits in taken.items()],
        )
        + f"\n\nMedian (least to most) of {_ROUNDS} in turn; Chromium {chromium}."
    )


def _row(waits: Sequence[Wait], peer: Sequence[Wait]) -> list[str]:
    blocks, peer_blocks = (Spread.of(wait.blocks for wait in each) for each in (waits, peer))
    modal, peer_modal = (Spread.of(wait.modal for wait in each) for each in (waits, peer))
    return [blocks.words("ms"), blocks.ratio_to(peer_blocks), modal.words("ms"), modal.ratio_to(peer_modal)]


async def _booked(settings: Settings) -> list[Week]:
    """The almost empty week first. All appointments are by video; their links and confirmations are through."""
    async with await Clinic.signed_in(settings, "manager") as clinic:
        practitioners = [await clinic.add_practitioner(f"Dr Ada Okafor {number}") for number in range(1, 11)]
        first = practitioners[0]
        today = datetime.now(ZoneInfo((await clinic.practice())["zone"])).date()
        empty, shared, full = (today + timedelta(days=7 * weeks - today.weekday()) for weeks in (1, 2, 3))
        every_weekday = {"frequency": "every_weekday", "count": 5}
        bookings = [
            _booking(first, empty, 600, 30, None),
            *(_booking(each, shared, 480 + 30 * n, 30, every_weekday) for each in practitioners for n in range(10)),
            # 71 times 7, and 3.
            *(_booking(first, full, 420 + 10 * n, 10, {"frequency": "daily", "count": 7}) for n in range(71)),
            _booking(first, full, 420 + 710, 10, {"frequency": "daily", "count": 3}),
        ]
        kind = await clinic.kind(video=True)
        client = await clinic.add_client("Ida Frost", "ida.frost@client.example")
        for booking in bookings:
            await clinic.book(client=client, kind=kind, accept=["client_elsewhere"], **booking)

        async def links_are_live() -> bool:
            booked = [
                appointment
                for practitioner in practitioners
                for appointment in await clinic.diary(empty, full + timedelta(days=6), practitioner)
            ]
            return len(booked) == 1001 and all(appointment["link"] == "live" for appointment in booked)

        await eventually(links_are_live, within=_PATIENCE)
    await eventually(lambda: _mails(settings, len(bookings)), within=_PATIENCE)
    return [
        Week("1 appointment", first, empty, 1),
        Week("500 of ten practitioners, 50 of them shown", first, shared, 50),
        Week("500 of one practitioner, all shown", first, full, 500),
    ]


def _booking(practitioner: Any, day: date, minute: int, minutes: int, recurrence: Mapping[str, Any] | None) -> Any:
    return {
        "practitioner": practitioner,
        "starts_local": datetime.combine(day, time()) + timedelta(minutes=minute),
        "duration_minutes": minutes,
        "recurrence": recurrence,
    }


async def _mails(settings: Settings, expected: int) -> bool:
    async with httpx.AsyncClient(base_url=settings.mail_url) as catcher:
        return len((await catcher.get("/api/email")).raise_for_status().json()) >= expected


def _measure(browser: Browser, settings: Settings, week: Week) -> Callable[[], Awaitable[Wait]]:
    return lambda: _wait(browser, week.address(settings), week.shown)


async def _wait(browser: Browser, address: str, blocks: int) -> Wait:
    """Raises TimeoutError."""
    context = await browser.new_context(
        locale="en-GB", timezone_id="Europe/London", viewport={"width": 1280, "height": 900}
    )
    loop = asyncio.get_running_loop()
    times = {name: loop.create_future() for name in ("clicked", "stand", "opened")}

    def reached(name: str, at: float) -> None:
        if not times[name].done():
            times[name].set_result(at)

    try:
        page = await context.new_page()
        await page.expose_function("reached", reached)
        await page.add_init_script(f"const BLOCKS = {blocks};\n{_WATCH}")
        await page.goto(address)
        async with asyncio.timeout(_PATIENCE):
            await page.get_by_role("button", name="Robin Ames").click(no_wait_after=True)
            await times["stand"]
            await page.keyboard.press("n")
            opened = await times["opened"]
        clicked = times["clicked"].result()
        return Wait(times["stand"].result() - clicked, opened - clicked)
    finally:
        await context.close()
