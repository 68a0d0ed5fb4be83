from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from tests.faults import table
from tests.faults.case import Faults, NotRun, Row
from tests.faults.stack import FaultStack
from tests.support.ran_on import RAN_ON

fixtures_of = ["tests.support.servers"]

ROWS = pytest.StashKey[Sequence[Row | NotRun]]()
_LEFT_OUT = pytest.StashKey[int]()


@pytest.fixture(scope="package")
async def faults(server_directory: Path, pytestconfig: pytest.Config) -> AsyncIterator[Faults]:
    """One stack for all cases. Each begins when the one before has come to rest."""
    directory = server_directory / "faults"
    directory.mkdir()
    async with FaultStack.running(directory) as stack:
        pytestconfig.stash[RAN_ON]["the stack under faults"] = "embedded"
        faults = Faults(stack)
        pytestconfig.stash[ROWS] = faults.rows
        yield faults
        assert await faults.leaks() == []


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    if items:
        config = items[0].config
        config.stash[_LEFT_OUT] = config.stash.get(_LEFT_OUT, 0) + len(items)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A whole run that found nothing amiss writes what it found."""
    whole = session.config.args == ["tests/faults"] and not session.config.stash.get(_LEFT_OUT, 0)
    if whole and exitstatus == 0:
        table.write(session.config.stash[ROWS])
