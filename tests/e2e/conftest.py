from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, expect

from standing.demo.clinic import Clinic
from tests.e2e.running_stack import RunningStack
from tests.support.servers import RAN_ON


@pytest.fixture(scope="session")
async def stack(server_directory: Path, pytestconfig: pytest.Config) -> AsyncIterator[RunningStack]:
    running = RunningStack.in_directory(server_directory)
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


@pytest.fixture
async def window(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A receptionist's browser, with nothing left in it of earlier tests; whatever fails on its pages is an error."""
    expect.set_options(timeout=PATIENCE)
    context = await browser.new_context(
        locale="en-GB", timezone_id="Europe/London", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(PATIENCE)
    thrown: list[str] = []
    context.on("weberror", lambda failure: thrown.append(str(failure.error)))
    yield context
    await context.close()
    assert thrown == []
