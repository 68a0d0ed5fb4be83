"""Whether the service's database went back to an earlier time, by what its own topic has heard from it.

Whoever brings a database back from a backup has to say so (`<service> restored`). Until then it would tell what the
others ignore as old, and do again what it has done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import TopicAuthorizationFailedError
from faststream.security import BaseSecurity
from pydantic import ValidationError

from messaging import incarnations
from messaging.authenticity import NotAuthentic, SigningKeys
from messaging.database import Connection
from messaging.handlers import WatermarkType
from messaging.record import header
from messaging.topic_reader import Record, TopicReader, reading

log = structlog.get_logger(__name__)

LOOKED_BACK = 500  # records of a partition at first, and each time twice as many, until there is a watermark


class CameBack(Exception):
    """The database went back to an earlier time beneath a running worker."""


async def note(connection: Connection, *, incarnation: int, last_row: int) -> UUID:
    """What is about to be said, and of which database."""
    await connection.execute(
        """
        INSERT INTO last_watermark AS known (incarnation, last_row)
        VALUES ($1, $2)
        ON CONFLICT (one) DO UPDATE
           SET incarnation = excluded.incarnation,
               last_row = excluded.last_row
         WHERE (known.incarnation, known.last_row) <> (excluded.incarnation, excluded.last_row)
        """,
        incarnation,
        last_row,
    )
    database: UUID = await connection.fetchval("SELECT database FROM last_watermark")
    return database


async def went_back(
    connection: Connection,
    topics: Sequence[str],
    watermark: type[WatermarkType],
    *,
    signing: SigningKeys,
    bootstrap: str,
    security: BaseSecurity | None,
) -> bool:
    """Whether others have heard more than this database knows to have said: by the first of the topics on which it has
    said something, since the next are those of former releases. It may have been written to since it came back: so what
    is compared is what it had said, and not how far it is; and that is read behind what was heard, since another relay
    may be saying more meanwhile.

    Raises KafkaError.
    """
    database = await connection.fetchval("SELECT database FROM last_watermark")
    if database is None:
        return False
    reads = _Reads(watermark, signing, database)
    for topic in topics:
        heard = await _heard_of(topic, reads, bootstrap=bootstrap, security=security)
        if heard is not None:
            whole = (await incarnations.current(connection)).whole
            said = await connection.fetchval("SELECT last_row FROM last_watermark")
            return (heard.incarnation, heard.last_row) > (whole, said)
    return False


@dataclass(frozen=True, slots=True)
class _Reads:
    """The watermarks of a database, signed by its service."""

    watermark: type[WatermarkType]
    signing: SigningKeys
    database: UUID

    def __call__(self, record: Record) -> WatermarkType | None:
        if header(record, "ce_type") != self.watermark.type or record.value is None:
            return None
        try:
            if not self.signing.verify(record):
                return None
            found = self.watermark.model_validate_json(record.value)
        except (NotAuthentic, ValidationError):
            return None
        return found if found.database == self.database else None


async def _heard_of(
    topic: str, reads: _Reads, *, bootstrap: str, security: BaseSecurity | None
) -> WatermarkType | None:
    """The newest of its watermarks; None where there is none, or the topic must not be read. Raises KafkaError."""
    try:
        async with reading(topic, bootstrap=bootstrap, security=security) as reader:
            heard = [await _last(reader, partition, reads) for partition in reader.begins]
    except TopicAuthorizationFailedError:
        log.warning("whether the database went back is not known: its user cannot read its own topic", topic=topic)
        return None
    return max((each for each in heard if each), key=lambda each: (each.incarnation, each.last_row), default=None)


async def _last(reader: TopicReader, partition: TopicPartition, reads: _Reads) -> WatermarkType | None:
    back = LOOKED_BACK
    while True:
        first = max(reader.begins[partition], reader.ends[partition] - back)
        found = None
        async for record in reader.records(partition, first):
            found = reads(record) or found
        if found or first == reader.begins[partition]:
            return found
        back *= 2
