import secrets
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser

from standing_local.demo.clinic import Clinic
from tests.e2e.front_desk import FrontDesk, MailPage
from tests.e2e.running_stack import RunningStack
from tests.e2e.story import LONDON, Story
from tests.e2e.windows import NewWindow, windows
from tests.support.collector import Collector
from tests.support.ran_on import RAN_ON
from tests.support.turn import TurnServer

fixtures_of = [
    "tests.support.servers",
    "tests.support.browser",
    "tests.support.issuer",
    "tests.support.video_links",
    "tests.support.turn",
    "tests.support.firefox",
    "tests.e2e.link_clinic",
]


@pytest.fixture(scope="package")
async def collector() -> AsyncIterator[Collector]:
    """Of the stack's traces."""
    async with Collector.listening() as collector:
        yield collector


@pytest.fixture(scope="package")
async def stack(
    server_directory: Path, turn_server: TurnServer | None, collector: Collector, pytestconfig: pytest.Config
) -> AsyncIterator[RunningStack]:
    """Ends with the last of this folder's tests in this process: what only stands there works all the same."""
    # Here all clients have one address.
    settings = {"STANDING_JOINS_LIMIT": "1000", **collector.settings, **(turn_server.settings if turn_server else {})}
    running = RunningStack.in_directory(server_directory, replicas={"video_links": 2}, environment=settings)
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


@pytest.fixture
async def new_window(browser: Browser) -> AsyncIterator[NewWindow]:
    async with windows(browser) as new_window:
        yield new_window


@pytest.fixture
async def story(request: pytest.FixtureRequest, stack: RunningStack, manager: Clinic, new_window: NewWindow) -> Story:
    """Its parameter is the practitioner's user, who can be one practitioner alone."""
    name = secrets.token_hex(3)
    practitioner = f"Dr Ada Okafor ({name})"
    client, address = f"Ida Frost {name}", f"client-{name}@client.example"
    await manager.add_practitioner(practitioner, subject=getattr(request, "param", None))
    await manager.add_client(client, address)
    today = datetime.now(LONDON).date()
    wednesday = today + timedelta(days=9 - today.weekday())
    first = datetime(wednesday.year, wednesday.month, wednesday.day, 10)
    desk = FrontDesk(await new_window(), stack.settings, practitioner)
    await desk.sign_in()
    return Story(desk, MailPage(await new_window(), stack.settings), client, address, first)
