import secrets
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.async_api import Browser, Page, expect

from standing.demo.clinic import Clinic
from tests.e2e.front_desk import FrontDesk, MailPage
from tests.e2e.running_stack import RunningStack
from tests.e2e.story import LONDON, Story
from tests.support.servers import RAN_ON
from tests.support.turn import TurnServer


@pytest.fixture(scope="session")
async def stack(
    server_directory: Path, turn_server: TurnServer | None, pytestconfig: pytest.Config
) -> AsyncIterator[RunningStack]:
    running = RunningStack.in_directory(
        server_directory, replicas={"video_links": 2}, environment=turn_server.settings if turn_server else None
    )
    await running.start()
    pytestconfig.stash[RAN_ON]["the whole stack"] = "embedded"
    yield running
    await running.stop()


@pytest.fixture
async def manager(stack: RunningStack) -> AsyncIterator[Clinic]:
    async with await Clinic.signed_in(stack.settings, "manager") as clinic:
        yield clinic


@pytest.fixture
async def receptionist(stack: RunningStack) -> AsyncIterator[Clinic]:
    async with await Clinic.signed_in(stack.settings, "receptionist") as clinic:
        yield clinic


PATIENCE = 20_000  # ms


class NewWindow(Protocol):
    def __call__(self, **context: Any) -> Awaitable[Page]:
        """`context`: what Playwright calls the settings of a window."""
        ...


@pytest.fixture
async def new_window(browser: Browser) -> AsyncIterator[NewWindow]:
    """Windows side by side, each with nothing in it of another; what a page throws and nobody catches is an error.

    Not tabs of one window: those that are not in front draw nothing, and wait.
    """
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


@pytest.fixture
async def story(stack: RunningStack, manager: Clinic, new_window: NewWindow) -> Story:
    name = secrets.token_hex(3)
    practitioner = f"Dr Ada Okafor ({name})"
    client, address = f"Ida Frost {name}", f"client-{name}@client.example"
    await manager.add_practitioner(practitioner)
    await manager.add_client(client, address)
    today = datetime.now(LONDON).date()
    wednesday = today + timedelta(days=9 - today.weekday())
    first = datetime(wednesday.year, wednesday.month, wednesday.day, 10)
    desk = FrontDesk(await new_window(), stack.settings, practitioner)
    await desk.sign_in()
    return Story(desk, MailPage(await new_window(), stack.settings), client, address, first)
