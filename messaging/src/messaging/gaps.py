"""What left a topic before it was handled here: after an outage beyond the retention, the log begins behind it.

Kafka's clients begin at the log's start then, and pass over what is missing in silence. It has to be told anew by its
owner, and somebody has to say that it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition

from messaging.database import Connection


@dataclass(frozen=True, slots=True)
class Gap:
    """Offsets from `handled_to`, the first that was not handled, to before `begins_at`, the first that is there."""

    topic: str
    partition: int
    handled_to: int
    begins_at: int

    def __str__(self) -> str:
        return f"{self.handled_to} to {self.begins_at - 1} of partition {self.partition}"


class EventsMissing(Exception):
    """The topic is not read on."""


async def find(consumer: AIOKafkaConsumer, handled_to: dict[TopicPartition, int]) -> list[Gap]:
    """Raises KafkaError."""
    begins = await consumer.beginning_offsets(list(handled_to))
    return [
        Gap(partition.topic, partition.partition, offset, begins[partition])
        for partition, offset in sorted(handled_to.items())
        if begins[partition] > offset
    ]


async def committed(consumer: AIOKafkaConsumer, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
    """Where the group goes on. One that has committed nothing has handled nothing. Raises KafkaError."""
    return {partition: await consumer.committed(partition) or 0 for partition in partitions}


async def not_accepted(connection: Connection, gaps: Sequence[Gap]) -> list[Gap]:
    accepted = await connection.fetch(
        """
        SELECT topic, partition, handled_to, begins_at
          FROM accepted_gaps
         WHERE topic = ANY ($1::text[])
        """,
        [gap.topic for gap in gaps],
    )
    return [gap for gap in gaps if not any(_covers(Gap(**row), gap) for row in accepted)]


def _covers(accepted: Gap, gap: Gap) -> bool:
    return (
        (accepted.topic, accepted.partition) == (gap.topic, gap.partition)
        and accepted.handled_to <= gap.handled_to
        and accepted.begins_at >= gap.begins_at
    )


async def accept(connection: Connection, gaps: Sequence[Gap]) -> None:
    """Let the workers go on behind these gaps, and behind no later ones."""
    await connection.executemany(
        """
        INSERT INTO accepted_gaps (topic, partition, handled_to, begins_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (topic, partition, handled_to) DO UPDATE
           SET begins_at = excluded.begins_at, accepted_at = excluded.accepted_at
         WHERE accepted_gaps.begins_at < excluded.begins_at
        """,
        [(gap.topic, gap.partition, gap.handled_to, gap.begins_at) for gap in gaps],
    )
