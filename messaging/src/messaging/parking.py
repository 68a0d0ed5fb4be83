"""Events that could not be handled are kept as they came, so that the next ones can be."""

from uuid import UUID

from aiokafka import ConsumerRecord
from uuid_utils.compat import uuid7

from messaging import outbox
from messaging.database import Connection
from messaging.dead_letter import DeadLetter
from messaging.record import published_at, raw_headers


async def park(
    connection: Connection,
    record: ConsumerRecord[bytes, bytes],
    *,
    service: str,
    practice_id: UUID | None,
    reason: str,
) -> None:
    """Keep the record, and have a copy published for Kafka's tools. Parking it again changes nothing."""
    headers = raw_headers(record)
    parked = await connection.execute(
        """
        INSERT INTO parked_events
               (id, practice_id, topic, partition, "offset", published_at, key, headers, value, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (topic, partition, "offset", published_at) DO NOTHING
        """,
        uuid7(),
        practice_id,
        record.topic,
        record.partition,
        record.offset,
        published_at(record),
        record.key,
        [part for header in headers for part in header],
        record.value,
        reason,
    )
    if parked == "INSERT 0 1":
        await outbox.add(connection, DeadLetter.of(record, service=service, reason=reason))
