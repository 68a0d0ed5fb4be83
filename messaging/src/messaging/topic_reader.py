"""Reading a topic of one's own, without a group: what was told on it, whatever the database knows of that."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import TopicAuthorizationFailedError
from faststream.kafka.security import parse_security
from faststream.security import BaseSecurity

type Record = ConsumerRecord[bytes, bytes]


@dataclass(frozen=True, slots=True)
class TopicReader:
    """Each partition from the first that there is to before the one that there was not yet when it was begun."""

    consumer: AIOKafkaConsumer
    begins: dict[TopicPartition, int]
    ends: dict[TopicPartition, int]

    async def records(self, partition: TopicPartition, first: int) -> AsyncIterator[Record]:
        """From `first` on, in order. Raises KafkaError."""
        end = self.ends[partition]
        self.consumer.seek(partition, first)
        while await self.consumer.position(partition) < end:
            for batch in (await self.consumer.getmany(partition, timeout_ms=500)).values():
                for record in batch:
                    if record.offset < end:
                        yield record

    async def since(self, time: datetime) -> AsyncIterator[Record]:
        """Each partition in its order. Raises KafkaError."""
        moment = round(time.timestamp() * 1000)
        found = await self.consumer.offsets_for_times(dict.fromkeys(self.begins, moment))
        for partition, at in found.items():
            if at is not None:
                async for record in self.records(partition, at.offset):
                    yield record

    async def newest(self) -> Record | None:
        """By its time; None where the topic is empty. Raises KafkaError."""
        filled = [partition for partition, end in self.ends.items() if end > self.begins[partition]]
        for partition in filled:
            self.consumer.seek(partition, self.ends[partition] - 1)
        last = [await self.consumer.getone(partition) for partition in filled]
        return max(last, key=lambda record: record.timestamp, default=None)

    async def holds_all_since(self) -> datetime | None:
        """From when on: when each partition's oldest record was told. None where one has none. Raises KafkaError."""
        oldest = []
        for partition, offset in self.begins.items():
            if offset == self.ends[partition]:
                return None
            self.consumer.seek(partition, offset)
            oldest.append((await self.consumer.getone(partition)).timestamp)
        return datetime.fromtimestamp(max(oldest) / 1000, tz=UTC) if oldest else None


@asynccontextmanager
async def reading(topic: str, *, bootstrap: str, security: BaseSecurity | None) -> AsyncIterator[TopicReader]:
    """Of a topic that there is not, nothing. Raises KafkaError, TopicAuthorizationFailedError among them."""
    partitions = await partitions_of(topic, bootstrap=bootstrap, security=security)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap, enable_auto_commit=False, auto_offset_reset="earliest", **parse_security(security)
    )
    await consumer.start()
    try:
        consumer.assign(partitions)
        begins, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
        yield TopicReader(consumer, begins, ends)
    finally:
        await consumer.stop()


async def partitions_of(topic: str, *, bootstrap: str, security: BaseSecurity | None) -> list[TopicPartition]:
    """None of a topic that there is not. Raises KafkaError, TopicAuthorizationFailedError among them."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **parse_security(security))
    try:
        await admin.start()
        (described,) = await admin.describe_topics([topic])
    finally:
        await admin.close()
    if described["error_code"] == TopicAuthorizationFailedError.errno:
        raise TopicAuthorizationFailedError(topic)
    return sorted(TopicPartition(topic, each["partition"]) for each in described["partitions"])
