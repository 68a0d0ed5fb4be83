"""PgBouncer in transaction mode, where there is one: on the PATH, or where Debian has it."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import asyncpg
import pytest

from standing_local import accounts, ports
from standing_local.ports import HOST
from tests.support.eventually import eventually
from tests.support.ran_on import RAN_ON

CONNECTIONS = 3
"""Of a role's to a database: fewer than there are requests at once."""

type Through = Callable[[str], str]
type Pooling = Callable[..., AbstractAsyncContextManager[Through]]


@pytest.fixture(scope="session")
def pooling(pytestconfig: pytest.Config) -> Pooling:
    """`async with pooling(url, …) as through`: `through(url)` is the address of the same by way of the pooler."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytestconfig.stash[RAN_ON]["PgBouncer"] = "none, so that nothing was asked through one"
        pytest.skip("There is no pgbouncer.")
    pytestconfig.stash[RAN_ON]["PgBouncer"] = "of the system"
    return lambda *urls: _pooling(program, [urlsplit(url) for url in urls])


@asynccontextmanager
async def _pooling(program: str, servers: list[SplitResult]) -> AsyncIterator[Through]:
    port = ports.any_free()

    def through(url: str) -> str:
        parts = urlsplit(url)
        return parts._replace(netloc=f"{parts.username}:{parts.password}@{HOST}:{port}").geturl()

    async def answers() -> bool:
        try:
            connection = await asyncpg.connect(through(servers[0].geturl()), statement_cache_size=0)
        except ConnectionError:
            return False
        await connection.close()
        return True

    with tempfile.TemporaryDirectory(prefix="standing-pooler-") as name:
        directory = Path(name)
        users = directory / "users"
        users.write_text("".join(f'"{name}" "{password}"\n' for name, password in {_role(url) for url in servers}))
        configuration = directory / "pgbouncer.ini"
        configuration.write_text(
            "\n".join(
                [
                    "[databases]",
                    f"* = host={servers[0].hostname} port={servers[0].port}",
                    "[pgbouncer]",
                    f"listen_addr = {HOST}",
                    f"listen_port = {port}",
                    "unix_socket_dir =",
                    "auth_type = plain",
                    f"auth_file = {users}",
                    "pool_mode = transaction",
                    f"default_pool_size = {CONNECTIONS}",
                    "max_client_conn = 200",
                ]
            )
        )
        nobody = accounts.unprivileged()
        accounts.own(directory, nobody)
        process = await asyncio.create_subprocess_exec(
            *(program, *(("-u", nobody.name) if nobody else ()), configuration),
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await eventually(answers)
            yield through
        finally:
            process.terminate()
            await process.wait()


def _role(url: SplitResult) -> tuple[str | None, str | None]:
    return url.username, url.password
