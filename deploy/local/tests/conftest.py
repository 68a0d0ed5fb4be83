from pathlib import Path

import pytest

from standing_local import node, ports
from standing_local.settings import Ports, Settings

fixtures_of = ["tests.support.servers", "tests.support.issuer"]


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    """A data directory and ports of one's own, and the Node programs installed."""
    names = Ports.__dataclass_fields__
    await node.LOCAL_STACK.install(tmp_path / "npm.log", print)
    return Settings(tmp_path, Ports(**{name: ports.any_free() for name in names}))
