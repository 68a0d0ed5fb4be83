import secrets
import socket
from pathlib import Path

import asyncpg
import pytest

from standing_local import ports
from standing_local.postgres import Postgres
from standing_local.processes import Process, running
from standing_operator.errors import StandingError


@pytest.fixture
def cluster(server_directory: Path) -> Postgres:
    directory = server_directory / f"cluster-{secrets.token_hex(4)}"
    log = directory.with_suffix(".log")
    return Postgres(directory, ports.any_free(), password="secret", log=log, durable=False)


async def query(cluster: Postgres, statement: str) -> object:
    connection = await asyncpg.connect(cluster.url())
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_what_was_stored_is_there_after_a_stop(cluster: Postgres) -> None:
    async with running(cluster):
        await query(cluster, "CREATE TABLE kept AS SELECT 42 AS answer")
    assert not await cluster.answers()
    async with running(cluster):
        assert await query(cluster, "SELECT answer FROM kept") == 42


async def test_what_was_stored_is_there_after_a_kill(cluster: Postgres) -> None:
    async with running(cluster) as process:
        await query(cluster, "CREATE TABLE kept AS SELECT 42 AS answer")
        process.kill()
        await process.ended()
        async with running(cluster):
            assert await query(cluster, "SELECT answer FROM kept") == 42


async def test_open_connections_do_not_hold_up_the_stop(cluster: Postgres) -> None:
    async with running(cluster) as process:
        connection = await asyncpg.connect(cluster.url())
        await process.stop()
        assert await process.ended() == 0
        connection.terminate()


async def test_a_taken_port_is_said_in_one_line(cluster: Postgres) -> None:
    (port,) = cluster.ports
    taken = rf"^Postgres: port {port} on 127.0.0.1 is taken[^\n]*$"
    with socket.create_server((ports.HOST, port)), pytest.raises(StandingError, match=taken):
        async with running(cluster):
            pass


async def test_a_cluster_that_cannot_start_says_why(cluster: Postgres) -> None:
    async with running(cluster):
        second = await Process.start(cluster.program)
        with pytest.raises(StandingError, match=r"Postgres ended with status 1 while starting.*postmaster.pid"):
            await second.ready(never)


async def never() -> bool:
    return False
