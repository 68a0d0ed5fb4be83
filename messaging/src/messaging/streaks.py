"""Parking has a limit: where a release can handle nothing any more, parking it all would only hide that.

A hundred events in a row, each signed by its owner, and the partition goes back to the first of them and waits. What is
not signed never counts, and a copy of what is signed counts once: who can write to a topic cannot stop it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final, Self
from uuid import UUID

from aiokafka import AIOKafkaConsumer, TopicPartition

from messaging.database import Connection
from messaging.release import RELEASE

LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class Streak:
    """Events of a partition that were parked with none handled between them: `events` those that `release` has parked,
    from the offset `begins` on. What stands up to `ends` may be parked, by this release or a former one; up to
    `park_to` somebody has all parked, however many it is."""

    begins: int
    ends: int
    events: frozenset[UUID]
    release: str
    park_to: int

    @classmethod
    def begun(cls, offset: int) -> Self:
        return cls(begins=offset, ends=offset, events=frozenset(), release=str(RELEASE), park_to=-1)

    @property
    def stands(self) -> bool:
        return len(self.events) >= LIMIT

    def parked(self, event_id: UUID, offset: int) -> "Streak":
        ends = max(self.ends, offset)
        if offset <= self.park_to:
            return replace(self, ends=ends, events=frozenset())
        begins = self.begins if self.events else offset
        return replace(self, begins=begins, ends=ends, events=self.events | {event_id})

    def handled(self, offset: int) -> "Streak | None":
        """None where it is over, and nothing before is to be taken out of the list any more."""
        if offset >= max(self.ends, self.park_to):
            return None
        return replace(self, events=frozenset())

    def tried_again(self) -> "Streak":
        """By this release."""
        return replace(self, events=frozenset(), release=str(RELEASE))

    def parked_on(self, to: int) -> "Streak":
        return replace(self, events=frozenset(), park_to=to)

    def in_words(self, partition: TopicPartition) -> str:
        return (
            f"{partition.topic} stands at offset {self.begins} of partition {partition.partition}: {len(self.events)} "
            f"events in a row, up to offset {self.ends}, could not be handled by release {self.release}"
        )

    def what_to_do(self, service: str, partition: TopicPartition) -> str:
        return (
            f"`{service} parked list` says why. Another release tries them again by itself; "
            f"`{service} park-on {partition.topic} {partition.partition} --to {self.ends}` "
            "leaves them parked and goes on"
        )


async def find(connection: Connection) -> dict[TopicPartition, Streak]:
    rows = await connection.fetch(
        """
        SELECT topic, partition, begins, ends, events, release, park_to
          FROM parked_streaks
         ORDER BY topic, partition
        """
    )
    return {
        TopicPartition(row["topic"], row["partition"]): Streak(
            row["begins"], row["ends"], frozenset(row["events"]), row["release"], row["park_to"]
        )
        for row in rows
    }


async def save(connection: Connection, partition: TopicPartition, streak: Streak | None) -> None:
    """None: it is over."""
    if streak is None:
        await connection.execute(
            "DELETE FROM parked_streaks WHERE topic = $1 AND partition = $2", partition.topic, partition.partition
        )
        return
    await connection.execute(
        """
        INSERT INTO parked_streaks (topic, partition, begins, ends, events, release, park_to)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (topic, partition) DO UPDATE
           SET begins = excluded.begins,
               ends = excluded.ends,
               events = excluded.events,
               release = excluded.release,
               park_to = excluded.park_to
        """,
        partition.topic,
        partition.partition,
        streak.begins,
        streak.ends,
        sorted(streak.events),
        streak.release,
        streak.park_to,
    )


async def take_up(
    connection: Connection, consumer: AIOKafkaConsumer, partitions: Collection[TopicPartition]
) -> dict[TopicPartition, Streak]:
    """As this release finds them: what another one could not handle it tries again. Raises KafkaError."""
    known = {partition: streak for partition, streak in (await find(connection)).items() if partition in partitions}
    log_ends = await consumer.end_offsets(list(known)) if known else {}
    taken_up = {}
    for partition, streak in known.items():
        if streak.ends >= log_ends[partition]:  # the topic was made anew
            await save(connection, partition, None)
        elif streak.release != str(RELEASE):
            taken_up[partition] = streak.tried_again()
            await save(connection, partition, taken_up[partition])
        else:
            taken_up[partition] = streak
    return taken_up
