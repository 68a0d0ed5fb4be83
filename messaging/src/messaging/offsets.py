"""How far a topic has been handled, by the database that holds what came of it.

Kafka's own word for it, which the group commits, is of no backup: to a database that came back it is too late, and what
it has forgotten would not be heard again.
"""

from collections.abc import Iterable

from aiokafka import AIOKafkaConsumer, TopicPartition

from messaging import gaps
from messaging.database import Connection


async def keep(connection: Connection, handled_to: dict[TopicPartition, int]) -> None:
    """The first of each partition that was not handled. It may go back, where a topic was made anew."""
    await connection.execute(
        """
        INSERT INTO handled_offsets (topic, partition, handled_to)
        SELECT topic, partition, handled_to
          FROM unnest($1::text[], $2::integer[], $3::bigint[]) AS handled (topic, partition, handled_to)
        ON CONFLICT (topic, partition) DO UPDATE
           SET handled_to = excluded.handled_to
        """,
        [partition.topic for partition in handled_to],
        [partition.partition for partition in handled_to],
        list(handled_to.values()),
    )


async def kept(connection: Connection, topic: str) -> dict[TopicPartition, int]:
    rows = await connection.fetch("SELECT partition, handled_to FROM handled_offsets WHERE topic = $1", topic)
    return {TopicPartition(topic, row["partition"]): row["handled_to"] for row in rows}


async def begin(connection: Connection, places: dict[TopicPartition, int], known: dict[TopicPartition, int]) -> None:
    """Where reading goes on, in place of what was `known` before; what has been handled since stands."""
    await connection.execute(
        """
        INSERT INTO handled_offsets (topic, partition, handled_to)
        SELECT topic, partition, handled_to
          FROM unnest($1::text[], $2::integer[], $3::bigint[]) AS place (topic, partition, handled_to)
        ON CONFLICT DO NOTHING
        """,
        [partition.topic for partition in places],
        [partition.partition for partition in places],
        list(places.values()),
    )
    await connection.execute(
        """
        UPDATE handled_offsets
           SET handled_to = place.handled_to
          FROM unnest($1::text[], $2::integer[], $3::bigint[], $4::bigint[])
                   AS place (topic, partition, handled_to, known)
         WHERE handled_offsets.topic = place.topic
           AND handled_offsets.partition = place.partition
           AND handled_offsets.handled_to = place.known
        """,
        [partition.topic for partition in places],
        [partition.partition for partition in places],
        list(places.values()),
        [known.get(partition) for partition in places],
    )


async def places(
    consumer: AIOKafkaConsumer, known: dict[TopicPartition, int], partitions: Iterable[TopicPartition]
) -> dict[TopicPartition, int]:
    """Where reading goes on: where the group does, and where less is known, there. Raises KafkaError."""
    committed = await gaps.committed(consumer, partitions)
    return {partition: min(offset, known.get(partition, offset)) for partition, offset in committed.items()}
