"""From which offsets on a service reads nothing that is not signed. Until somebody demands it, it reads both."""

from collections.abc import Mapping

from aiokafka import TopicPartition

from messaging.authenticity import NotAuthentic
from messaging.database import Connection, Database
from messaging.handlers import Handlers
from messaging.record import Record


async def authenticate(database: Database, handlers: Handlers, record: Record) -> None:
    """Raises NotAuthentic."""
    if handlers.signed_by.verify(record):
        return
    async with database.transaction() as connection:
        demanded_from = await find_demanded(connection, record.topic, record.partition)
    if demanded_from is not None and record.offset >= demanded_from:
        raise NotAuthentic("It is not signed, and all that stands here has to be.")


async def demand(connection: Connection, ends: Mapping[TopicPartition, int]) -> None:
    """What stands from these offsets on has to be signed. Where it had to be already, it still has."""
    await connection.executemany(
        """
        INSERT INTO demanded_signatures (topic, partition, from_offset)
        VALUES ($1, $2, $3)
        ON CONFLICT (topic, partition) DO UPDATE
           SET from_offset = excluded.from_offset, demanded_at = excluded.demanded_at
         WHERE demanded_signatures.from_offset > excluded.from_offset
        """,
        [(place.topic, place.partition, end) for place, end in ends.items()],
    )


async def find_demanded(connection: Connection, topic: str, partition: int) -> int | None:
    """None where unsigned records are read. Of a partition that was added since, from its beginning on."""
    demanded_from: int | None = await connection.fetchval(
        """
        SELECT coalesce(max(from_offset) FILTER (WHERE partition = $2), 0)
          FROM demanded_signatures
         WHERE topic = $1
        HAVING count(*) > 0
        """,
        topic,
        partition,
    )
    return demanded_from


async def find_topics(connection: Connection) -> set[str]:
    """Of which signatures are demanded."""
    return {row["topic"] for row in await connection.fetch("SELECT DISTINCT topic FROM demanded_signatures")}
