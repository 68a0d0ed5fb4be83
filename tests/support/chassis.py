"""A small service of the tests' own on the chassis: it keeps what its events say, for several practices."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic, RecordsToDelete
from cryptography.fernet import Fernet
from pydantic import AwareDatetime, BaseModel, SecretStr
from uuid_utils.compat import uuid7

from messaging import outbox
from messaging.authenticity import SigningKeys
from messaging.cause import Cause
from messaging.database import Connection, Database
from messaging.handlers import Handlers
from messaging.pauses import Pauses
from messaging.relay import Relay
from messaging.watermarks import Mark, Watermarks
from messaging.worker import Worker
from tests.support import commands
from tests.support.eventually import eventually

TABLES = """
GRANT USAGE ON SCHEMA public TO chassis_application, chassis_relay;
GRANT INSERT ON outbox TO chassis_application;
GRANT SELECT, DELETE ON outbox TO chassis_relay;
GRANT SELECT, INSERT, DELETE ON parked_events TO chassis_application;
GRANT SELECT, INSERT, UPDATE ON watermarks, accepted_gaps, demanded_signatures, handled_offsets TO chassis_application;
GRANT DELETE ON watermarks TO chassis_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON parked_streaks TO chassis_application;
GRANT SELECT, INSERT ON incarnations TO chassis_application;
GRANT SELECT ON incarnations TO chassis_relay;
GRANT SELECT, INSERT, UPDATE ON last_watermark TO chassis_relay;
GRANT SELECT ON SEQUENCE outbox_id_seq TO chassis_relay;
GRANT SELECT (id, practice_id, parked_at) ON parked_events TO chassis_lookup;
CREATE POLICY looked_up ON parked_events FOR SELECT TO chassis_lookup USING (true);
ALTER FUNCTION find_parked OWNER TO chassis_lookup;
ALTER FUNCTION count_parked OWNER TO chassis_lookup;
GRANT EXECUTE ON FUNCTION find_parked, count_parked TO chassis_application;
GRANT EXECUTE ON FUNCTION backlog TO chassis_application;
CREATE TABLE notes (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    practice_id uuid    NOT NULL,
    event_id    uuid    NOT NULL UNIQUE,
    number      integer NOT NULL CHECK (number >= 0),
    seen        bigint  NOT NULL
);
CALL protect_rows('notes');
GRANT SELECT, INSERT ON notes TO chassis_application;
"""

CLINIC_KEY = Fernet.generate_key().decode()
AFTER_GAP = "Ring the clinic. "
SHORT = Pauses(tries=(0.02, 0.05), backoff=(0.05, 0.2), look=0.1, poll=0.1, anew=0.1, stopped=0.5)


class NoteTaken(BaseModel):
    type: ClassVar[str] = "note.taken.v2"
    number: int


class Heard(BaseModel):
    """A watermark of the notes' topic, as a contract would define it."""

    type: ClassVar[str] = "watermark.v1"
    committed_before: AwareDatetime
    partitions: int
    incarnation: int = 0
    last_row: int = 0
    database: UUID | None = None
    ends: tuple[int, ...] = ()


@dataclass
class HeardMessage:
    """A `Publishable` watermark."""

    topic: str
    heard: Heard
    key: bytes = b"watermark"

    @property
    def value(self) -> bytes:
        return self.heard.model_dump_json().encode()

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        return [(b"ce_type", Heard.type.encode())]


@dataclass
class Note:
    """A `Publishable` as a contract would make it."""

    topic: str
    number: int
    practice_id: UUID
    key: bytes = b"a-key"
    event_id: UUID = field(default_factory=uuid7)

    @property
    def value(self) -> bytes:
        return json.dumps({"number": self.number}).encode()

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        return [
            (b"ce_id", str(self.event_id).encode()),
            (b"ce_type", NoteTaken.type.encode()),
            (b"ce_time", datetime.now(UTC).isoformat().encode()),
            (b"ce_practiceid", str(self.practice_id).encode()),
            (b"ce_actor", b"jo"),
        ]


async def keep_note(connection: Connection, event: NoteTaken, cause: Cause) -> None:
    await connection.execute(
        """
        INSERT INTO notes (practice_id, event_id, number, seen)
        VALUES ($1, $2, $3, (SELECT count(*) FROM notes))
        ON CONFLICT (event_id) DO NOTHING
        """,
        cause.practice_id,
        cause.event_id,
        event.number,
    )


class Clinic:
    """The service's database, its topic, and what happened to both."""

    def __init__(self, urls: Any, bootstrap: str, topic: str) -> None:
        self.urls = urls
        self.bootstrap = bootstrap
        self.topic = topic
        self.watermarks_topic = f"{topic}.watermarks"
        self.practice_id = uuid7()
        self.handlers = Handlers(
            topic,
            signed_by=SigningKeys([SecretStr(CLINIC_KEY)]),
            watermark=Heard,
            watermarks_topic=self.watermarks_topic,
            keep_watermarks=True,
            after_gap=AFTER_GAP,
        )
        self.signs_with(CLINIC_KEY)
        self.on_note: Callable[[Connection, NoteTaken, Cause], Awaitable[None]] = self.keep
        self.handlers.on(NoteTaken)(self.dispatch)

    async def dispatch(self, connection: Connection, event: NoteTaken, cause: Cause) -> None:
        await self.on_note(connection, event, cause)

    async def keep(self, connection: Connection, event: NoteTaken, cause: Cause) -> None:
        await keep_note(connection, event, cause)

    @asynccontextmanager
    async def worker(self, *, bootstrap: str | None = None) -> AsyncIterator[Worker]:
        async with Database(self.urls.application_url) as database:
            worker = self.idle_worker(database, bootstrap=bootstrap)
            running = asyncio.create_task(worker.run())
            try:
                yield worker
            finally:
                worker.stop()
                await running

    async def run(self, *arguments: str) -> tuple[int, str, str]:
        """A command of the service in a process of its own: its exit status, what it printed, and its last line on
        standard error."""
        ran = await commands.run(commands.CLINIC, *arguments, environment=self.environment)
        return ran.status, ran.stdout, (ran.stderr.splitlines() or [""])[-1]

    @property
    def environment(self) -> dict[str, str]:
        return {
            "STANDING_DATABASE_URL": self.urls.application_url,
            "STANDING_DATABASE_RELAY_URL": self.urls.relay_url,
            "STANDING_DATABASE_OWNER_URL": self.urls.owner_url,
            "STANDING_KAFKA_BOOTSTRAP": self.bootstrap,
            "STANDING_PORT": "1",
            "STANDING_ISSUER": "https://identity.example",
            "STANDING_AUDIENCE": "https://standing.example",
            "STANDING_JWKS_URL": "https://identity.example/jwks",
            "STANDING_STORAGE_KEYS": Fernet.generate_key().decode(),
            "STANDING_CLINIC_SIGNING_KEYS": ",".join(self.signing_keys),
            "CLINIC_TOPIC": self.topic,
        }

    def idle_worker(self, database: Database, *, bootstrap: str | None = None) -> Worker:
        """One that has not begun."""
        return Worker(
            service="clinic",
            database=database,
            relay_url=self.urls.relay_url,
            bootstrap=bootstrap or self.bootstrap,
            signing=self.signing,
            handlers=[self.handlers],
            pauses=SHORT,
        )

    async def take_notes(self, *notes: Note) -> None:
        """Through the outbox, as a command would."""
        async with (
            Database(self.urls.application_url) as database,
            database.transaction(self.practice_id) as connection,
        ):
            for note in notes:
                await outbox.add(connection, note)

    async def put(self, *records: dict[str, Any], topic: str | None = None) -> None:
        """Straight onto the topic, as a stranger would: aiokafka's `value`, `key`, `headers`."""
        producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap, max_request_size=2_000_000)
        await producer.start()
        try:
            for record in records:
                await producer.send_and_wait(topic or self.topic, **({"key": b"a-key"} | record))
        finally:
            await producer.stop()

    async def loses(self, *, before: int, partition: int = 0) -> None:
        """As the retention has it: a partition's log begins there from now on."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        try:
            await admin.delete_records({TopicPartition(self.topic, partition): RecordsToDelete(before_offset=before)})
        finally:
            await admin.close()

    def signs_with(self, *keys: str) -> None:
        """From now on, with the first of them; and all are believed."""
        self.signing_keys = keys
        self.signing = self.handlers.signed_by = SigningKeys(list(map(SecretStr, keys)))

    def signed(self, record: dict[str, Any]) -> dict[str, Any]:
        """As the relay would put it onto the topic."""
        return record | {"headers": self.signing.sign(self.topic, record["key"], record["headers"], record["value"])}

    def record(self, number: int, *, key: bytes = b"a-key") -> dict[str, Any]:
        note = Note(self.topic, number, self.practice_id, key)
        return {"value": note.value, "key": key, "headers": [(name.decode(), value) for name, value in note.headers]}

    def watermark(self, topic: str, mark: Mark) -> HeardMessage:
        return HeardMessage(topic, Heard(**asdict(mark)))

    def watermarks(self, *, beside: bool = False, every: float = 0.05) -> Watermarks:
        """As the relay writes them."""
        return Watermarks(self.topic, self.watermarks_topic, self.watermark, Heard, beside=beside, every=every)

    async def put_watermark_apart(self, committed_before: datetime, *ends: int, **record: Any) -> None:
        """As the producer's relay does, of all partitions at once."""
        mark = Mark(committed_before, len(ends), incarnation=0, last_row=0, database=uuid7(), ends=ends)
        message = self.watermark(self.watermarks_topic, mark)
        plain = [(name.decode(), value) for name, value in message.headers]
        headers = self.signing.sign(self.watermarks_topic, message.key, plain, message.value)
        await self.put(
            {"value": message.value, "key": message.key, "headers": headers, "partition": 0} | record,
            topic=self.watermarks_topic,
        )

    async def put_watermark(self, committed_before: datetime, *, partition: int = 0, partitions: int = 2) -> None:
        """Straight into one partition, as the producer's relay does with each of them."""
        mark = Mark(committed_before, partitions, incarnation=0, last_row=0, database=uuid7())
        message = self.watermark(self.topic, mark)
        headers = [(name.decode(), value) for name, value in message.headers]
        signed = self.signed({"value": message.value, "key": message.key, "headers": headers})
        await self.put(signed | {"partition": partition})

    async def heard(self) -> dict[int, datetime]:
        """What is kept of watermarks, by partition."""
        rows = await self.fetch("SELECT partition, committed_before FROM watermarks WHERE topic = $1", self.topic)
        return {row["partition"]: row["committed_before"] for row in rows}

    async def fetch(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.urls.owner_url)
        try:
            return await connection.fetch(sql, *arguments)
        finally:
            await connection.close()

    async def notes(self) -> list[int]:
        return [row["number"] for row in await self.fetch("SELECT number FROM notes ORDER BY id")]

    async def parked(self) -> list[asyncpg.Record]:
        return await self.fetch('SELECT * FROM parked_events ORDER BY topic, partition, "offset"')

    async def published(self, topic: str | None = None, *, bootstrap: str | None = None) -> list[Any]:
        """Every record of the topic, in each partition's order."""
        consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap or self.bootstrap, auto_offset_reset="earliest")
        await consumer.start()
        try:
            name = topic or self.topic
            partitions = [TopicPartition(name, number) for number in await _partitions(consumer, name)]
            consumer.assign(partitions)
            ends = await consumer.end_offsets(partitions)
            records: list[Any] = []
            while any([await consumer.position(partition) < end for partition, end in ends.items()]):
                for batch in (await consumer.getmany(timeout_ms=500)).values():
                    records += batch
            return records
        finally:
            await consumer.stop()

    async def committed(self) -> int:
        """Records that the service's group has behind it."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.bootstrap, group_id=f"clinic.{self.topic}", enable_auto_commit=False
        )
        await consumer.start()
        try:
            return sum(
                [
                    await consumer.committed(TopicPartition(self.topic, number)) or 0
                    for number in await _partitions(consumer, self.topic)
                ]
            )
        finally:
            await consumer.stop()


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> list[int]:
    await consumer._client.force_metadata_update()
    return sorted(consumer.partitions_for_topic(topic) or [])


@asynccontextmanager
async def relaying(relay: Relay) -> AsyncIterator[Relay]:
    """A relay at work until the block ends."""
    running = asyncio.create_task(relay.run())
    try:
        yield relay
    finally:
        relay.stop()
        await running


async def terminate_the_active_relay(clinic: Clinic) -> None:
    """As soon as there is one: between two, nobody has the lock for a moment."""
    superuser = await asyncpg.connect(clinic.urls.superuser_url)

    async def ended() -> bool:
        terminated = await superuser.fetch(
            """
            SELECT pg_terminate_backend(pid)
              FROM pg_locks
             WHERE locktype = 'advisory'
               AND granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        )
        return len(terminated) == 1

    try:
        await eventually(ended)
    finally:
        await superuser.close()


async def make_topics(bootstrap: str, *names: str, partitions: int = 2) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, partitions, 1) for name in names])
    finally:
        await admin.close()


@pytest.fixture
async def clinic(service_database: Any, kafka: str) -> Clinic:
    urls = await service_database("chassis")
    owner = await asyncpg.connect(urls.owner_url)
    await owner.execute(TABLES)
    await owner.close()
    topic = f"notes-{secrets.token_hex(4)}.events.v1"
    clinic = Clinic(urls, kafka, topic)
    await make_topics(kafka, topic, f"{topic}.dlq.clinic")
    await make_topics(kafka, clinic.watermarks_topic, partitions=1)
    return clinic
