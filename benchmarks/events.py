"""How events travel: from a commit to the service that hears of it, and how many a second go out and come in.

Each event is a booked series of twelve video sessions. `booking worker` relays and `video-links worker` consumes, a
process each; consuming means to make twelve links, and to tell of them. The peers have the same bytes and the same
topic, and no outbox, no offset and no handler: a bare producer, and the handler's statements alone.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from cryptography.fernet import Fernet
from uuid_utils.compat import uuid7

import contracts.series
import video_links.app
from benchmarks import servers
from benchmarks.measure import Spread, in_turns, latencies, table
from benchmarks.servers import Cluster
from benchmarks.statements import Recording, replayed
from contracts.event import Envelope, envelope
from contracts.sealed import Sealed
from contracts.series import SeriesCreated
from contracts.topics import BOOKING_EVENTS
from messaging import outbox
from messaging.actor import Actor
from messaging.cause import Cause
from messaging.database import Database
from standing_local import ports
from standing_local.http_probe import answers_ok
from standing_local.ports import HOST
from standing_local.processes import Process, Program
from standing_operator.databases import ServiceDatabase
from tests.support.sealing_keys import KEYS, SEALING_KEYS
from tests.support.signing_keys import SIGNING_KEYS, signing
from video_links import consumers
from video_links.settings import Settings

_ROUNDS = 5
_RELAYED = 10_000  # events in each round
_CONSUMED = 1_000
_AT_ONCE = 500  # of the bare producer's, as the relay has them
_SINGLE = 200  # of which each goes when the one before has arrived
_SESSIONS = 12
_PRACTICE = uuid7()
_CHANNEL = outbox.CHANNEL


async def measured(directory: Path) -> str:
    async with servers.postgres(directory) as cluster, servers.kafka(directory) as bootstrap:
        way = _Way(
            cluster, await cluster.migrated("booking"), await cluster.migrated("video_links"), bootstrap, directory
        )
        latency = await in_turns({"by outbox and relay": way.single_events, "bare": way.bare_events}, rounds=_ROUNDS)
        relayed = await in_turns({"relayed": way.relayed, "bare producer": way.produced}, rounds=_ROUNDS)
        consumed = await in_turns({"consumed": way.consumed, "the statements alone": way.handled}, rounds=_ROUNDS)
    return "\n\n".join(
        [latencies("from commit to commit", latency, peer="bare", digits=1), _rates(relayed), _rates(consumed)]
    )


@dataclass(slots=True)
class _Way:
    cluster: Cluster
    booking: ServiceDatabase
    video_links: ServiceDatabase
    bootstrap: str
    directory: Path

    async def single_events(self) -> Sequence[float]:
        """ms from each commit in booking to the commit in video-links that it causes."""
        async with (
            self._worker("booking", self.booking),
            self._worker("video-links", self.video_links),
            self._heard() as heard,
            Database(self.booking.application_url, connections=1) as database,
        ):

            async def book() -> None:
                async with database.transaction(_PRACTICE) as connection:
                    await outbox.add(connection, _event())

            return await _one_by_one(book, heard)

    async def bare_events(self) -> Sequence[float]:
        """ms from handing the same bytes to a producer to their arrival at a consumer."""
        arrived = asyncio.Event()
        async with self._producer() as producer:
            consumer = AIOKafkaConsumer(BOOKING_EVENTS, bootstrap_servers=self.bootstrap, fetch_max_wait_ms=500)
            await consumer.start()
            await consumer.seek_to_end()

            async def listen() -> None:
                async for _ in consumer:
                    arrived.set()

            listening = asyncio.create_task(listen())

            async def send() -> None:
                await _send(producer, _signed(_event()))

            try:
                return await _one_by_one(send, arrived)
            finally:
                listening.cancel()
                await consumer.stop()

    async def relayed(self) -> float:
        """Events a second, from the outbox to the last acknowledgement."""
        async with (
            Database(self.booking.application_url, connections=1) as database,
            database.transaction(_PRACTICE) as connection,
        ):
            for _ in range(_RELAYED):
                await outbox.add(connection, _event())
        async with self._worker("booking", self.booking, ready=False):
            await self._until(self.booking, "SELECT count(*) < $1 FROM outbox", _RELAYED)
            left = await self._count(self.booking, "SELECT count(*) FROM outbox")
            since = time.perf_counter()
            await self._until(self.booking, "SELECT count(*) = $1 FROM outbox", 0)
            return left / (time.perf_counter() - since)

    async def produced(self) -> float:
        events = [_signed(_event()) for _ in range(_RELAYED)]
        async with self._producer() as producer:
            await _send(producer, _signed(_event()))
            since = time.perf_counter()
            for begin in range(0, _RELAYED, _AT_ONCE):
                await asyncio.gather(*(_send(producer, event) for event in events[begin : begin + _AT_ONCE]))
            return _RELAYED / (time.perf_counter() - since)

    async def consumed(self) -> float:
        """Events a second, from the first that is handled to the last."""
        async with self._producer() as producer:
            await asyncio.gather(*(_send(producer, _signed(_event())) for _ in range(_CONSUMED)))
        known = await self._count(self.video_links, "SELECT count(*) FROM series")
        async with self._worker("video-links", self.video_links, ready=False):
            await self._until(self.video_links, "SELECT count(*) > $1 FROM series", known)
            first = await self._count(self.video_links, "SELECT count(*) FROM series")
            since = time.perf_counter()
            # Where the round before has left something, more than these come.
            await self._until(self.video_links, "SELECT count(*) >= $1 FROM series", known + _CONSUMED)
            last = await self._count(self.video_links, "SELECT count(*) FROM series")
            return (last - first) / (time.perf_counter() - since)

    async def handled(self) -> float:
        """Transactions a second, one after the other as a consumer has them."""
        empty = await self.cluster.migrated("video_links", name="video_links_empty")
        recorded_on = await self.cluster.copy("video_links", empty, name="video_links_recorded")
        settings = Settings.model_validate(_settings(recorded_on, port=1) | {"public_url": "http://127.0.0.1"})
        handlers = consumers.booking_events(video_links.app.create_installation(settings), signed_by=signing("booking"))
        found = handlers.find(SeriesCreated.type)
        assert found is not None
        async with Recording(recorded_on.application_url) as recording:
            for _ in range(_CONSUMED):
                event = _created()
                async with recording.transaction(_PRACTICE) as connection:
                    await found.handler(connection, event, Cause(uuid7(), datetime.now(UTC), Actor(_PRACTICE, "jo")))
        bare = await self.cluster.copy("video_links", empty, name="video_links_bare")
        return await replayed(bare, _PRACTICE, recording.transactions, clients=1, connections=1)

    @asynccontextmanager
    async def _worker(self, name: str, database: ServiceDatabase, *, ready: bool = True) -> AsyncIterator[None]:
        port = ports.any_free()
        settings = _settings(database, port=port) | {
            "public_url": f"http://{HOST}",
            "kafka_bootstrap": self.bootstrap,
        }
        process = await Process.start(
            Program(
                name=name,
                command=[Path(sys.executable).with_name(name), "worker"],
                environment={f"STANDING_{key}".upper(): str(value) for key, value in settings.items()},
                log=self.directory / f"{name}.log",
            )
        )
        try:
            await process.ready(lambda: answers_ok(port, "/health/worker" if ready else "/health/live"))
            yield
        finally:
            await process.stop()

    @asynccontextmanager
    async def _producer(self) -> AsyncIterator[AIOKafkaProducer]:
        """With the relay's promises."""
        producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap, acks="all", enable_idempotence=True, linger_ms=0)
        await producer.start()
        try:
            yield producer
        finally:
            await producer.stop()

    @asynccontextmanager
    async def _heard(self) -> AsyncIterator[asyncio.Event]:
        """Set whenever video-links has committed something that it tells of."""
        heard = asyncio.Event()
        connection = await asyncpg.connect(self.video_links.relay_url)
        try:
            await connection.add_listener(_CHANNEL, lambda *_: heard.set())
            yield heard
        finally:
            await connection.close()

    async def _until(self, database: ServiceDatabase, sql: str, number: int) -> None:
        connection = await asyncpg.connect(database.superuser_url)
        try:
            async with asyncio.timeout(120):
                while not await connection.fetchval(sql, number):  # noqa: ASYNC110
                    await asyncio.sleep(0.005)
        finally:
            await connection.close()

    async def _count(self, database: ServiceDatabase, sql: str) -> int:
        connection = await asyncpg.connect(database.superuser_url)
        try:
            count: int = await connection.fetchval(sql)
        finally:
            await connection.close()
        return count


async def _one_by_one(start: Callable[[], Awaitable[None]], arrived: asyncio.Event) -> Sequence[float]:
    """ms, each begun when the one before has arrived. The first ones are not counted."""
    taken = []
    for number in range(20 + _SINGLE):
        arrived.clear()
        since = time.perf_counter()
        await start()
        async with asyncio.timeout(60):
            await arrived.wait()
        if number >= 20:
            taken.append((time.perf_counter() - since) * 1000)
        await asyncio.sleep(0.02)
    return taken


async def _send(producer: AIOKafkaProducer, event: Envelope) -> None:
    headers = [(name.decode(), value) for name, value in event.headers]
    await producer.send_and_wait(event.topic, key=event.key, value=event.value, headers=headers)


def _signed(event: Envelope) -> Envelope:
    """As the relay puts it onto the topic."""
    headers = [(name.decode(), value) for name, value in event.headers]
    signed = signing("booking").sign(event.topic, event.key, headers, event.value)
    return replace(event, headers=[(name.encode(), value or b"") for name, value in signed])


def _event() -> Envelope:
    return envelope(_created(), event_id=uuid7(), practice_id=_PRACTICE, actor="jo", at=datetime.now(UTC))


def _created() -> SeriesCreated:
    first = datetime(2027, 1, 7, 10, tzinfo=UTC)
    starts = [first + timedelta(weeks=week) for week in range(_SESSIONS)]
    return SeriesCreated(
        change_id=uuid7(),
        series=contracts.series.Series(
            id=uuid7(),
            version=1,
            practitioner_id=uuid7(),
            client_id=uuid7(),
            kind=contracts.series.Kind(id=uuid7(), name=Sealed[str].seal("Video follow-up", KEYS), video=True),
            zone="Europe/London",
            occurrences=[
                contracts.series.Occurrence(
                    id=uuid7(),
                    number=number,
                    local_start=start.replace(tzinfo=None),
                    starts_at=start,
                    ends_at=start + timedelta(minutes=30),
                    status="booked",
                    schedule_version=1,
                )
                for number, start in enumerate(starts, start=1)
            ],
        ),
    )


def _settings(database: ServiceDatabase, *, port: int) -> dict[str, Any]:
    """Nobody signs in here."""
    return {
        "database_url": database.application_url,
        "database_relay_url": database.relay_url,
        "host": HOST,
        "port": port,
        "issuer": "http://127.0.0.1",
        "audience": "none",
        "jwks_url": "http://127.0.0.1/jwks",
        **SEALING_KEYS,
        **SIGNING_KEYS,
        "storage_keys": Fernet.generate_key().decode(),
    }


def _rates(taken: dict[str, list[float]]) -> str:
    spreads = {name: Spread.of(values) for name, values in taken.items()}
    peer = list(spreads.values())[-1]
    rows = [[name, spread.words("/s"), spread.ratio_to(peer)] for name, spread in spreads.items()]
    return table(["events of a series of 12 sessions", "a second", "ratio"], rows)
