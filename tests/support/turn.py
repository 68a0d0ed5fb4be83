"""coturn, where there is one: `turnserver` on the PATH, or whichever program `STANDING_TEST_TURNSERVER` names."""

import asyncio
import os
import secrets
import shutil
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from standing_local import ports
from standing_local.ports import HOST
from tests.support.eventually import eventually
from tests.support.ran_on import RAN_ON


@dataclass(frozen=True, slots=True)
class TurnServer:
    """`address` is what browsers are told; `secret` makes the credentials that it takes."""

    address: str
    secret: str

    @property
    def settings(self) -> Mapping[str, str]:
        """What video-links is told of it."""
        return {"STANDING_TURN_URLS": self.address, "STANDING_TURN_SECRET": self.secret}


@pytest.fixture(scope="session")
async def turn_server(server_directory: Path, pytestconfig: pytest.Config) -> AsyncIterator[TurnServer | None]:
    program = os.environ.get("STANDING_TEST_TURNSERVER") or shutil.which("turnserver")
    if program is None:
        pytestconfig.stash[RAN_ON]["TURN"] = "no server, so that no call went through one"
        yield None
        return
    async with _running(program, server_directory) as server:
        pytestconfig.stash[RAN_ON]["TURN"] = "coturn of the system"
        yield server


@asynccontextmanager
async def _running(program: str, directory: Path) -> AsyncIterator[TurnServer]:
    port, secret = ports.any_free(), secrets.token_urlsafe()
    log = directory / "turnserver.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(program, "-n", "--listening-ip", HOST, "--relay-ip", HOST, "--listening-port", str(port)),
            *("--use-auth-secret", "--static-auth-secret", secret, "--realm", "standing.example"),
            *("--allow-loopback-peers", "--no-tls", "--no-dtls", "--no-cli", "--log-file", "stdout"),
            *("--pidfile", str(directory / "turnserver.pid")),
            stdout=output,
            stderr=output,
        )
    try:
        await eventually(lambda: _listens(port))
        yield TurnServer(f"turn:{HOST}:{port}?transport=udp", secret)
    finally:
        process.terminate()
        await process.wait()


async def _listens(port: int) -> bool:
    """On TCP, as it does as soon as it listens on UDP."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex((HOST, port)) == 0
