"""How far a topic has been heard: written by the relay that fills it, kept by whoever reads it.

A watermark says that all that was committed before a time, by the producer's Postgres, stands before its `ends`: one
offset a partition. It stays true whatever happens behind it: two relays at once, a rebalance, a replay. It stands on a
topic of its own, so that people who look into the events see these alone, and is believed by who has handled as much.

Where a former release may read it, it stands beside the events instead, in each partition, behind what it speaks of.
"""

import asyncio
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import TopicAuthorizationFailedError, UnknownTopicOrPartitionError

from messaging import came_back, incarnations
from messaging.authenticity import SigningKeys
from messaging.database import Connection
from messaging.handlers import WatermarkType
from messaging.outbox import Publishable

MOST_AHEAD: Final = timedelta(seconds=30)
"""By which the clocks of two Postgres may differ."""

_THERE: Final = 1.0  # seconds in which a topic that there is has been found, while nothing else is published
_AGAIN: Final = 30.0  # seconds until one that was not is looked for again

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one says: that all that was committed before a time stands before these `ends` of the topic's partitions,
    or, without them, before itself in each; the incarnation before which nothing told is to be relied on; and how many
    rows the outbox of `database` had by then."""

    committed_before: datetime
    partitions: int
    incarnation: int
    last_row: int
    database: UUID
    ends: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Watermarks:
    """Of the events of `topic`, one each `every` seconds, onto `own_topic`, or, `beside` them, into all partitions of
    `topic`. `message` makes it for a topic, and it reads as a `type`."""

    topic: str
    own_topic: str
    message: Callable[[str, Mark], Publishable]
    type: type[WatermarkType]
    beside: bool = False
    every: float = 5.0


class Writer:
    """Writes a relay's watermarks, one after the other."""

    def __init__(
        self,
        watermarks: Watermarks,
        connection: Connection,
        producer: AIOKafkaProducer,
        ends: AIOKafkaConsumer,
        signing: SigningKeys,
    ) -> None:
        """`ends` is asked where partitions end, and reads nothing."""
        self._watermarks = watermarks
        self._asked = ends
        self._ends: dict[int, int] = {}
        self._connection = connection
        self._producer = producer
        self._signing = signing
        self._due = time.monotonic()
        self._committed_before: datetime | None = None
        self._last_row: int | None = None
        self._rows = 0

    @property
    def wait(self) -> float:
        """Seconds until the next one is due; infinite while one waits for what it speaks of."""
        return max(self._due - time.monotonic(), 0) if self._committed_before is None else math.inf

    async def advance(self) -> None:
        """Read the clock when a watermark is due, and write it once all that it speaks of is published.

        Raises KafkaError where it is not acknowledged.
        """
        if self.wait == 0:
            await self._begin()
        if self._committed_before is not None and await self._is_published():
            await self._write(self._committed_before)
            self._committed_before = None

    async def _begin(self) -> None:
        # The rows are read by a statement of their own: what was committed before the clock was read has to be in its
        # snapshot, and a statement's snapshot is older than the clock that it reads.
        self._committed_before = await self._connection.fetchval("SELECT clock_timestamp()")
        self._last_row = await self._connection.fetchval(
            "SELECT max(id) FROM outbox WHERE topic = $1", self._watermarks.topic
        )
        self._rows = await self._connection.fetchval("SELECT last_value FROM outbox_id_seq")
        self._due = time.monotonic() + self._watermarks.every

    async def _is_published(self) -> bool:
        """Rows leave the outbox when the broker has acknowledged them. Later ones are not waited for."""
        waiting: bool = await self._connection.fetchval(
            "SELECT EXISTS (SELECT FROM outbox WHERE topic = $1 AND id <= $2)", self._watermarks.topic, self._last_row
        )
        return not waiting

    async def _write(self, committed_before: datetime) -> None:
        topic = self._watermarks.topic
        if not self._watermarks.beside and not await self._is_there(self._watermarks.own_topic):
            return
        partitions = sorted(await self._producer.partitions_for(topic))
        incarnation = (await incarnations.current(self._connection)).whole
        database = await came_back.note(self._connection, incarnation=incarnation, last_row=self._rows)
        mark = Mark(committed_before, len(partitions), incarnation, self._rows, database)
        if self._watermarks.beside:
            await self._send(topic, mark, partitions)
        else:
            await self._send(self._watermarks.own_topic, replace(mark, ends=await self._find_ends(partitions)), [0])

    async def _is_there(self, topic: str) -> bool:
        """Where it is not, or must not be written to, events are published all the same."""
        try:
            await asyncio.wait_for(self._producer.partitions_for(topic), _THERE)
        except (TimeoutError, UnknownTopicOrPartitionError, TopicAuthorizationFailedError) as error:
            log.error("no watermark can be written; trying again", topic=topic, error=type(error).__name__)
            self._due = time.monotonic() + _AGAIN
            return False
        return True

    async def _find_ends(self, partitions: Sequence[int]) -> list[int]:
        """Behind all that was acknowledged. A partition's new leader may say less for a moment than the one before."""
        asked = [TopicPartition(self._watermarks.topic, partition) for partition in partitions]
        for place, end in (await self._asked.end_offsets(asked)).items():
            self._ends[place.partition] = max(self._ends.get(place.partition, 0), end)
        return [self._ends[partition] for partition in partitions]

    async def _send(self, topic: str, mark: Mark, partitions: Sequence[int]) -> None:
        message = self._watermarks.message(topic, mark)
        plain = [(name.decode(), value) for name, value in message.headers]
        headers = self._signing.sign(topic, message.key, plain, message.value)
        acknowledged = [
            await self._producer.send(topic, key=message.key, value=message.value, headers=headers, partition=partition)
            for partition in partitions
        ]
        await asyncio.gather(*acknowledged)


async def keep(
    connection: Connection, *, topic: str, partition: int, partitions: int, committed_before: datetime, incarnation: int
) -> bool:
    """A later one replaces an earlier one, and never the other way round: topics are replayed. False where it comes
    from the future by our Postgres, and nothing is kept; what is kept of the future, or of partitions that the topic
    no longer has, goes."""
    believed: bool = await connection.fetchval(
        """
        WITH told AS (
            SELECT $4::timestamptz <= clock_timestamp() + $5::interval AS believed
        ), gone AS (
            DELETE FROM watermarks
             USING told
             WHERE told.believed
               AND watermarks.topic = $1
               AND watermarks.partition >= $3
        ), kept AS (
            INSERT INTO watermarks (topic, partition, partitions, committed_before, incarnation)
            SELECT $1, $2, $3, $4, $6
              FROM told
             WHERE told.believed
            ON CONFLICT (topic, partition) DO UPDATE
               SET partitions = excluded.partitions,
                   committed_before = excluded.committed_before,
                   incarnation = excluded.incarnation
             WHERE watermarks.committed_before < excluded.committed_before
                OR watermarks.committed_before > clock_timestamp() + $5::interval
        )
        SELECT believed FROM told
        """,
        topic,
        partition,
        partitions,
        committed_before,
        MOST_AHEAD,
        incarnation,
    )
    return believed
