from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts.event import Envelope, Message, carried
from contracts.topics import BOOKING_EVENTS, VIDEO_LINKS_EVENTS


class Watermark(Message):
    """All that the topic's owner committed before `committed_before`, by the clock of its Postgres, stands before this
    in the partition.

    Every partition gets one each few seconds. The topic has been heard until the earliest of them, once there is one
    of each of the `partitions` that it had. It is of no practice and of no aggregate.
    """

    type: ClassVar = "watermark.v1"
    topics: ClassVar = (BOOKING_EVENTS, VIDEO_LINKS_EVENTS)

    committed_before: AwareDatetime
    partitions: int


def watermark(topic: str, committed_before: datetime, partitions: int, *, message_id: UUID) -> Envelope:
    """As it goes to each partition of the topic."""
    return carried(
        Watermark(committed_before=committed_before, partitions=partitions),
        topic=topic,
        key="watermark",
        message_id=message_id,
        at=committed_before,
    )
