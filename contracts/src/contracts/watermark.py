from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts.event import Envelope, Message, carried
from contracts.topics import (
    BOOKING_EVENTS,
    BOOKING_WATERMARKS,
    NOTIFICATIONS_EVENTS,
    NOTIFICATIONS_WATERMARKS,
    VIDEO_LINKS_EVENTS,
    VIDEO_LINKS_WATERMARKS,
)


class Watermark(Message):
    """All that a service committed before `committed_before`, by the clock of its Postgres, stands before `ends` in the
    topic of its events.

    There is one each few seconds, on the owner's topic of watermarks. `ends` has an offset for each of the `partitions`
    that the events' topic had, in their order: it is true of a partition for whoever has handled all before that.
    Without `ends` (written so while a former release may read it) it stands in each partition of the events' topic, and
    speaks of what stands before itself. It is of no practice and of no aggregate.

    What was told before `incarnation`, a time in milliseconds, is not to be relied on: the owner's database has come
    back from a backup since, and tells everything again. `last_row` is how many rows its outbox had had by then:
    where it knows to have said less, it went back. `database` is its name, which its backups have too. 0 and None where
    nothing is said of it.
    """

    type: ClassVar = "watermark.v1"
    topics: ClassVar = (
        BOOKING_EVENTS,
        BOOKING_WATERMARKS,
        NOTIFICATIONS_EVENTS,
        NOTIFICATIONS_WATERMARKS,
        VIDEO_LINKS_EVENTS,
        VIDEO_LINKS_WATERMARKS,
    )

    committed_before: AwareDatetime
    partitions: int
    incarnation: int = 0
    last_row: int = 0
    database: UUID | None = None
    ends: tuple[int, ...] = ()


def watermark(
    topic: str,
    committed_before: datetime,
    partitions: int,
    incarnation: int,
    last_row: int,
    database: UUID,
    ends: Sequence[int],
    *,
    message_id: UUID,
) -> Envelope:
    """As it goes to the topic of watermarks or, without `ends`, to each partition of the events'."""
    message = Watermark(
        committed_before=committed_before,
        partitions=partitions,
        incarnation=incarnation,
        last_row=last_row,
        database=database,
        ends=tuple(ends),
    )
    return carried(message, topic=topic, key="watermark", message_id=message_id, at=committed_before)
