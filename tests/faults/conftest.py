from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.case import Faults
from tests.faults.stack import FaultStack
from tests.support.servers import RAN_ON


@pytest.fixture(scope="package")
async def faults(server_directory: Path, pytestconfig: pytest.Config) -> AsyncIterator[Faults]:
    """One stack for all cases. Each begins when the one before has come to rest."""
    directory = server_directory / "faults"
    directory.mkdir()
    async with FaultStack.running(directory) as stack:
        pytestconfig.stash[RAN_ON]["the stack under faults"] = "embedded"
        yield Faults(stack)
