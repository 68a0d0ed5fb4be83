from collections.abc import AsyncIterator
from pathlib import Path

import pytest

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
