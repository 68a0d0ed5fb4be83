"""Publishes what stands in the outbox: one active relay a database, in order of each key, nothing lost."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress

import asyncpg
import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError
from faststream.kafka.security import parse_security
from faststream.security import BaseSecurity
from opentelemetry.trace import SpanKind

from messaging import came_back, trace
from messaging.authenticity import SigningKeys
from messaging.came_back import CameBack
from messaging.database import UNAVAILABLE, Connection, connect
from messaging.dead_letter import is_of_dead_letters
from messaging.metrics import PUBLISHED
from messaging.outbox import CHANNEL
from messaging.pauses import USUAL, Pauses
from messaging.record import INCARNATION
from messaging.watermarks import Watermarks, Writer

log = structlog.get_logger(__name__)

BATCH = 500
DRAIN = 5.0  # seconds at most to empty the outbox on stop
_ACTIVE = 5_241_709_921_332_064_411  # the advisory lock of the one active relay


class NotPublished(Exception):
    """The producer cannot be trusted with the order any more, after an OutOfOrderSequenceNumber for one."""


class Relay:
    """Needs a direct connection: the lock and LISTEN are a session's, which a transaction pooler would change.

    `looked` is set once it is known that the database did not go back; `trouble` says that it did.
    """

    def __init__(
        self,
        database_url: str,
        bootstrap: str,
        *,
        service: str,
        signing: SigningKeys,
        security: BaseSecurity | None = None,
        watermarks: Watermarks | None = None,
        pauses: Pauses = USUAL,
    ) -> None:
        self._pauses = pauses
        self._database_url = database_url
        self._bootstrap = bootstrap
        self._security = security
        self._service = service
        self._signing = signing
        self._watermarks = watermarks
        self._added = asyncio.Event()
        self._stopping = asyncio.Event()
        self._stopped_keys: dict[tuple[str, bytes], float] = {}
        self.active = False
        self.looked = asyncio.Event()
        self.trouble: str | None = None
        self.last_progress = time.monotonic()

    async def run(self) -> None:
        """Relay until `stop`; whatever fails is begun anew, with another producer."""
        while not self._stopping.is_set():
            try:
                await self._relay()
            except (NotPublished, KafkaError, *UNAVAILABLE) as error:
                log.warning("the relay begins anew", error=f"{type(error).__name__}: {error}")
                await self._pause(self._pauses.anew)

    def stop(self) -> None:
        """Publish what is there, for some seconds at most, then end."""
        self._stopping.set()
        self._added.set()

    async def _relay(self) -> None:
        connection = await connect(self._database_url, command_timeout=30)
        producer = AIOKafkaProducer(
            bootstrap_servers=self._bootstrap,
            client_id=f"{self._service}-relay",
            acks="all",
            enable_idempotence=True,
            linger_ms=0,
            max_request_size=2_000_000,
            request_timeout_ms=10_000,
            **parse_security(self._security),
        )
        ends = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap,
            client_id=f"{self._service}-relay",
            enable_auto_commit=False,
            request_timeout_ms=10_000,
            **parse_security(self._security),
        )
        try:
            if not (await self._stand_while_it_went_back(connection) and await self._become_active(connection)):
                return
            await producer.start()
            await ends.start()
            await connection.add_listener(CHANNEL, lambda *_: self._added.set())
            writer = Writer(self._watermarks, connection, producer, ends, self._signing) if self._watermarks else None
            self.active = True
            while not self._stopping.is_set():
                self._added.clear()
                published = await self._publish_batch(connection, producer)
                if writer is not None:
                    await writer.advance()
                if published < BATCH:
                    await self._pause(min(self._pauses.poll, writer.wait) if writer else self._pauses.poll)
            await self._drain(connection, producer)
        finally:
            self.active = False
            with suppress(KafkaError, TimeoutError):
                await asyncio.wait_for(producer.stop(), DRAIN)
            with suppress(KafkaError, TimeoutError):
                await asyncio.wait_for(ends.stop(), DRAIN)
            with suppress(*UNAVAILABLE):
                await connection.close(timeout=DRAIN)

    async def _stand_while_it_went_back(self, connection: Connection) -> bool:
        """Whoever connects looks, since the database may have been another before; False when stopped.

        Raises CameBack where others of this process go on from what was, KafkaError.
        """
        watermarks = self._watermarks
        while watermarks is not None and await came_back.went_back(
            connection,
            [watermarks.own_topic, watermarks.topic],
            watermarks.type,
            signing=self._signing,
            bootstrap=self._bootstrap,
            security=self._security,
        ):
            words = (
                f"the database is of an earlier time than {watermarks.topic} has heard from it. "
                f"If it came back from a backup, run `{self._service} restored`"
            )
            if self.looked.is_set():
                raise CameBack(words)
            if self.trouble is None:
                log.error("nothing is published, handled or sent", why=words)
            self.trouble = words
            await self._pause(self._pauses.look)
            if self._stopping.is_set():
                return False
        self.trouble = None
        self.looked.set()
        return True

    async def _become_active(self, connection: Connection) -> bool:
        """Wait for the lock; False when stopped before."""
        while not self._stopping.is_set():
            if await connection.fetchval("SELECT pg_try_advisory_lock($1)", _ACTIVE):
                return True
            await self._pause(self._pauses.poll)
        return False

    async def _drain(self, connection: Connection, producer: AIOKafkaProducer) -> None:
        deadline = time.monotonic() + DRAIN
        while time.monotonic() < deadline and await self._publish_batch(connection, producer):
            pass

    async def _publish_batch(self, connection: Connection, producer: AIOKafkaProducer) -> int:
        """Publish the oldest rows and delete those that the broker has acknowledged; how many. Raises NotPublished."""
        now = time.monotonic()
        self._stopped_keys = {key: until for key, until in self._stopped_keys.items() if until > now}
        rows = await connection.fetch(
            """
            SELECT id, topic, key, headers, value,
                   (SELECT coalesce(max(incarnation), 0) FROM incarnations) AS incarnation
              FROM outbox
             WHERE NOT EXISTS (
                       SELECT FROM unnest($1::text[], $2::bytea[]) AS stopped (topic, key)
                        WHERE stopped.topic = outbox.topic
                          AND stopped.key = outbox.key
                   )
             ORDER BY id
             LIMIT $3
            """,
            [topic for topic, _ in self._stopped_keys],
            [key for _, key in self._stopped_keys],
            BATCH,
        )
        by_key: dict[tuple[str, bytes], list[asyncpg.Record]] = defaultdict(list)
        for row in rows:
            by_key[row["topic"], row["key"]].append(row)
        acknowledged = await asyncio.gather(
            *(self._publish_key(producer, key, of_key) for key, of_key in by_key.items())
        )
        ids = [row_id for of_key in acknowledged for row_id in of_key]
        if ids:
            await connection.execute("DELETE FROM outbox WHERE id = ANY ($1::bigint[])", ids)
            self.last_progress = time.monotonic()
        if len(ids) < len(rows):
            raise NotPublished(f"{len(rows) - len(ids)} of {len(rows)} events")
        return len(ids)

    async def _publish_key(
        self, producer: AIOKafkaProducer, key: tuple[str, bytes], rows: Sequence[asyncpg.Record]
    ) -> list[int]:
        """One after the other, so that a failure leaves nothing published out of order. The acknowledged ids."""
        acknowledged: list[int] = []
        for row in rows:
            headers = _headers(row)
            if not is_of_dead_letters(row["topic"]):  # which are copies, with the signature that they came with
                headers = self._signing.sign(row["topic"], row["key"], headers, row["value"])
            traceparent = (dict(headers).get("traceparent") or b"").decode(errors="replace")
            try:
                with trace.continued(
                    traceparent,
                    f"publish {row['topic']}",
                    kind=SpanKind.PRODUCER,
                    attributes={"messaging.destination.name": row["topic"]},
                ):
                    await producer.send_and_wait(row["topic"], key=row["key"], value=row["value"], headers=headers)
            except KafkaError as error:
                log.warning("not published", topic=row["topic"], outbox_id=row["id"], error=type(error).__name__)
                self._stopped_keys[key] = time.monotonic() + self._pauses.stopped
                break
            PUBLISHED.labels(row["topic"]).inc()
            acknowledged.append(row["id"])
        return acknowledged

    async def _pause(self, seconds: float) -> None:
        """Until something was added, `stop`, or the time has passed."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._added.wait(), seconds)


def _headers(row: asyncpg.Record) -> list[tuple[str, bytes | None]]:
    """An event is of the incarnation in which it is published: what waited while a database came back was decided in
    the life that goes on. Of the first nothing is said."""
    parts = row["headers"]
    headers = [
        (name.decode(errors="surrogateescape"), value) for name, value in zip(parts[::2], parts[1::2], strict=True)
    ]
    if row["incarnation"] and not is_of_dead_letters(row["topic"]):
        headers.append((INCARNATION, str(row["incarnation"]).encode()))
    return headers
