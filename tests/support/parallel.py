"""A run on several processes: how many, which tests stay together, and the two servers that all of them share.

Most tests wait more than they compute, so there is one process more than there are processors; with two more, the
whole stacks that some of them start slow one another down. `-n0` runs all in this one.
"""

import asyncio
import os
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from standing_local import ports

POSTGRES: Final = "postgres"
KAFKA: Final = "kafka"

# What one process runs, one after the other, by the beginning of the tests' ids; what takes longest begins first.
_TOGETHER: Final = {
    "a stack that stands": tuple(
        f"tests/e2e/test_{name}.py"
        for name in ("article", "call", "cancel", "diary_api", "other_bookings", "screens", "small_windows")
    ),
    "pages without a stack": tuple(
        f"tests/e2e/test_{name}.py"
        for name in ("client_devices", "client_lacks", "client_page", "mail_widths", "misplaced")
    ),
    "a stack that is broken": ("tests/e2e/",),
    "faults": ("tests/faults/",),
    "the local stack": ("deploy/local/tests/",),
    # The services' consumers, each of which is one group wherever it runs.
    "the contracts' topics": (
        "services/booking/tests/connected/test_worker.py",
        "services/notifications/tests/connected/test_consumers.py",
        "services/notifications/tests/connected/test_pasted.py",
        "services/video-links/tests/connected/test_consumers.py",
        "tests/doctor/",
    ),
    "a module's database": ("tests/security/",),
}


class Found(NamedTuple):
    """A server that runs, and in words where from."""

    address: str
    where: str


@dataclass(frozen=True, slots=True)
class _Shared:
    runner: asyncio.Runner
    stack: AsyncExitStack
    servers: dict[str, Found]


_SHARED = pytest.StashKey[_Shared]()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """None beside this one for a few files, and for what is pure: to start them would take longer."""
    if all(argument.partition("::")[0].endswith((".py", "/unit", "/unit/")) for argument in config.args):
        return 0
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Two processes never ask for the same free port at once."""
    if (worker := _worker(config)) is not None:
        share = len(ports.offered) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
        ports.offered = ports.offered[worker * share : (worker + 1) * share]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What stays together begins first, so that nothing is left for one process alone in the end."""
    order = list(_TOGETHER)
    items.sort(key=lambda item: order.index(group) if (group := _group(item.nodeid)) in _TOGETHER else len(order))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "_Together":
    return _Together(config, log)


class _Together(LoadScopeScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        return _group(nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Before the processes are started, which are told where the servers are."""
    if session.config.getoption("dist", "no") != "no" and session.config.getoption("tx", None):
        session.config.stash[_SHARED] = _started()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    node.workerinput.update({name: tuple(found) for name, found in node.config.stash[_SHARED].servers.items()})


def pytest_unconfigure(config: pytest.Config) -> None:
    if (started := config.stash.get(_SHARED, None)) is not None:
        started.runner.run(started.stack.aclose())
        started.runner.close()


def shared(config: pytest.Config, server: str) -> Found | None:
    """The server that this process shares with others; None where it is the only one, which starts its own."""
    given: Sequence[str] | None = getattr(config, "workerinput", {}).get(server)
    return None if given is None else Found(*given)


def _started() -> _Shared:
    from tests.support.servers import open_directory, running_kafka, running_postgres

    runner, stack = asyncio.Runner(), AsyncExitStack()
    directory = stack.enter_context(open_directory())

    async def start() -> dict[str, Found]:
        postgres, kafka = await asyncio.gather(
            stack.enter_async_context(running_postgres(directory)), stack.enter_async_context(running_kafka(directory))
        )
        return {POSTGRES: postgres, KAFKA: kafka}

    return _Shared(runner, stack, runner.run(start()))


def _group(nodeid: str) -> str:
    """Of most tests each is its own: whichever process is free takes it."""
    return next((group for group, beginnings in _TOGETHER.items() if nodeid.startswith(beginnings)), nodeid)


def _worker(config: pytest.Config) -> int | None:
    """Which of the processes this is."""
    return int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")) if hasattr(config, "workerinput") else None
