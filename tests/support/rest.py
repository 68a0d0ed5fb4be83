"""Whether a stack has come to rest: everything told, heard and sent that can be."""

import contextlib
from contextlib import AbstractAsyncContextManager
from typing import Final, Protocol

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from standing_operator.services import SERVICES
from tests.support.eventually import eventually

# Who hears what.
GROUPS: Final = {
    "booking.events.v1": ("video-links", "notifications"),
    "video-links.events.v1": ("booking", "notifications"),
    "notifications.events.v1": ("booking",),
}


# What is due, is being sent, or was tried and is to be tried again.
_UNSENT: Final = """
    SELECT status, reason, count(*)
      FROM communications
     WHERE status = 'sending'
        OR (status IN ('scheduled', 'held') AND (due_at <= now() OR attempt > 0))
     GROUP BY status, reason
"""


class WatchedStack(Protocol):
    """One whose Kafka and databases can be looked into."""

    @property
    def bootstrap(self) -> str: ...

    def superuser(self, service: str) -> AbstractAsyncContextManager[asyncpg.Connection]: ...


async def comes_to_rest(stack: WatchedStack, *, within: float = 180) -> None:
    """Two looks in a row find nothing: between two questions of one an event may go on. Raises TimeoutError."""
    left: list[str] = []

    async def at_rest() -> bool:
        nonlocal left
        left = await left_to_do(stack) or await left_to_do(stack)
        return not left

    try:
        await eventually(at_rest, within=within, each=0.5)
    except TimeoutError as error:
        raise TimeoutError(f"after {within} s: {'; '.join(left)}") from error


async def left_to_do(stack: WatchedStack) -> list[str]:
    """What is asked most cheaply comes first. The outboxes come last again: whoever heard may have had to tell."""
    try:
        return await _untold_or_unsent(stack) or await _behind(stack.bootstrap) or await _untold_or_unsent(stack)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, KafkaError) as error:
        return [f"{type(error).__name__}: {error}"]


async def _untold_or_unsent(stack: WatchedStack) -> list[str]:
    for service in reversed(SERVICES):
        async with stack.superuser(service) as connection:
            if waiting := await connection.fetchval("SELECT count(*) FROM outbox"):
                return [f"{waiting} events in the outbox of {service}"]
            if service == "notifications" and (unsent := await connection.fetch(_UNSENT)):
                return [f"{row['count']} messages {row['status']} ({row['reason']})" for row in unsent]
    return []


async def _behind(bootstrap: str) -> list[str]:
    """The end of each topic is read first: what comes later is for the next look."""
    left = []
    ends = await ends_of(bootstrap, *GROUPS)
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=5000)
    try:
        await admin.start()
        for topic, services in GROUPS.items():
            for service in services:
                committed = await admin.list_consumer_group_offsets(f"{service}.{topic}")
                for partition, end in ends.items():
                    if partition.topic == topic and end > _offset(committed, partition):
                        left.append(f"{service} is behind on {topic} {partition.partition}")
    finally:
        await admin.close()
    return left


async def ends_of(bootstrap: str, *topics: str) -> dict[TopicPartition, int]:
    consumer = AIOKafkaConsumer(*topics, bootstrap_servers=bootstrap, request_timeout_ms=10_000)
    try:
        await consumer.start()
        ends: dict[TopicPartition, int] = await consumer.end_offsets(consumer.assignment())
        return ends
    finally:
        with contextlib.suppress(KafkaError):
            await consumer.stop()


def _offset(committed: object, partition: TopicPartition) -> int:
    assert isinstance(committed, dict)
    known = committed.get(partition)
    return int(known.offset) if known is not None else 0
