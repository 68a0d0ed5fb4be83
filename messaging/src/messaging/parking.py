"""Events that could not be handled are kept as they came, so that the next ones can be.

Nothing in a record keeps it from being parked: whatever is too large for that is left out, and known by its hash.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from aiokafka import ConsumerRecord
from uuid_utils.compat import uuid7

from messaging import outbox
from messaging.database import Connection, Database
from messaging.dead_letter import DeadLetter
from messaging.left_out import Kept, LeftOut, Part, left_out_from
from messaging.outbox import Header
from messaging.record import Record, published_at


async def park(
    connection: Connection,
    record: Record,
    *,
    service: str,
    practice_id: UUID | None,
    reason: str,
) -> None:
    """Keep the record, and have a copy published for Kafka's tools. Parking it again changes nothing."""
    kept = Kept.of(record)
    parked = await connection.execute(
        """
        INSERT INTO parked_events
               (id, practice_id, topic, partition, "offset", published_at, key, headers, value, left_out, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (topic, partition, "offset", published_at) DO NOTHING
        """,
        uuid7(),
        practice_id,
        record.topic,
        record.partition,
        record.offset,
        published_at(record),
        kept.key,
        [part for header in kept.headers for part in header],
        kept.value,
        kept.left_out_json,
        reason,
    )
    if parked == "INSERT 0 1":
        await outbox.add(connection, DeadLetter.of(record, kept, service=service, reason=reason))


async def take_out(connection: Connection, record: Record) -> None:
    """It could be handled after all."""
    await connection.execute(
        """
        DELETE FROM parked_events
         WHERE topic = $1
           AND partition = $2
           AND "offset" = $3
           AND published_at = $4
        """,
        record.topic,
        record.partition,
        record.offset,
        published_at(record),
    )


@dataclass(frozen=True, slots=True)
class Parked:
    """An event as it was parked."""

    id: UUID
    practice_id: UUID | None
    topic: str
    partition: int
    offset: int
    published_at: datetime
    key: bytes | None
    headers: Sequence[Header]
    value: bytes | None
    left_out: Mapping[Part, LeftOut]
    reason: str
    parked_at: datetime

    @property
    def record(self) -> Record:
        """As it came from the topic, but for what was left out. A header that was null then is empty."""
        return ConsumerRecord(
            topic=self.topic,
            partition=self.partition,
            offset=self.offset,
            timestamp=round(self.published_at.timestamp() * 1000),
            timestamp_type=0,
            key=self.key,
            value=self.value,
            checksum=None,
            serialized_key_size=len(self.key or b""),
            serialized_value_size=len(self.value or b""),
            headers=[(name.decode(errors="surrogateescape"), value) for name, value in self.headers],
        )


async def find_parked(database: Database) -> dict[UUID, UUID | None]:
    """The parked events of every practice, the oldest first, with their practices."""
    async with database.transaction() as connection:
        return {row["id"]: row["practice_id"] for row in await connection.fetch("SELECT * FROM find_parked()")}


async def load(database: Database, parked_id: UUID, practice_id: UUID | None) -> Parked | None:
    async with database.transaction(*filter(None, [practice_id])) as connection:
        row = await connection.fetchrow(
            """
            SELECT id, practice_id, topic, partition, "offset", published_at, key, headers, value, left_out, reason,
                   parked_at
              FROM parked_events
             WHERE id = $1
            """,
            parked_id,
        )
    return None if row is None else _parked(row)


async def remove(connection: Connection, parked_id: UUID) -> bool:
    """False where somebody else has replayed or discarded it. Until this transaction ends, others wait here."""
    removed: str = await connection.execute("DELETE FROM parked_events WHERE id = $1", parked_id)
    return removed == "DELETE 1"


async def count_parked(connection: Connection) -> tuple[int, datetime | None]:
    """Of every practice; and when the oldest of them was parked."""
    row = await connection.fetchrow("SELECT events, oldest_at FROM count_parked()")
    assert row is not None
    return row["events"], row["oldest_at"]


def _parked(row: asyncpg.Record) -> Parked:
    parts = row["headers"]
    headers = list(zip(parts[::2], parts[1::2], strict=True))
    return Parked(**dict(row) | {"headers": headers, "left_out": left_out_from(row["left_out"])})
