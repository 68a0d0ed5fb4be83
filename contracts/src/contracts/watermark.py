from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts.event import Envelope, Message, carried
from contracts.topics import BOOKING_EVENTS, NOTIFICATIONS_EVENTS, VIDEO_LINKS_EVENTS


class Watermark(Message):
    """All that the topic's owner committed before `committed_before`, by the clock of its Postgres, stands before this
    in the partition.

    Every partition gets one each few seconds. The topic has been heard until the earliest of them, once there is one
    of each of the `partitions` that it had. It is of no practice and of no aggregate.

    What was told before `incarnation`, a time in milliseconds, is not to be relied on: the owner's database has come
    back from a backup since, and tells everything again. `last_row` is how many rows its outbox had had by then:
    where it knows to have said less, it went back. `database` is its name, which its backups have too. 0 and None where
    nothing is said of it.
    """

    type: ClassVar = "watermark.v1"
    topics: ClassVar = (BOOKING_EVENTS, NOTIFICATIONS_EVENTS, VIDEO_LINKS_EVENTS)

    committed_before: AwareDatetime
    partitions: int
    incarnation: int = 0
    last_row: int = 0
    database: UUID | None = None


def watermark(
    topic: str,
    committed_before: datetime,
    partitions: int,
    incarnation: int,
    last_row: int,
    database: UUID,
    *,
    message_id: UUID,
) -> Envelope:
    """As it goes to each partition of the topic."""
    message = Watermark(
        committed_before=committed_before,
        partitions=partitions,
        incarnation=incarnation,
        last_row=last_row,
        database=database,
    )
    return carried(message, topic=topic, key="watermark", message_id=message_id, at=committed_before)
