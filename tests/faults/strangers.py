"""Puts onto the topics what no service of ours would, and what one did long ago."""

import json
import re
from collections.abc import Callable, Sequence
from secrets import token_bytes
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from uuid_utils.compat import uuid7

from contracts.keyring import Keyring
from messaging.authenticity import HEADER
from tests.faults.stack import FaultStack
from tests.support.rest import GROUPS, ends_of

type Record = ConsumerRecord[bytes, bytes]
type Headers = Sequence[tuple[str, bytes | None]]

_SEALED: Final = re.compile(rb"standing1\.[0-9a-f]+\.[\w-]+=*")


async def put(stack: FaultStack, topic: str, value: bytes | None, headers: Headers) -> None:
    """As a mistaken release would: past all outboxes, signed, and under a key that nothing else has."""
    key = str(uuid7()).encode()
    plain = [(name, content) for name, content in headers if name != HEADER]
    await _produce(stack, [(topic, key, value, stack.signing(topic).sign(topic, key, plain, value))])


async def put_in_a_row(stack: FaultStack, topic: str, partition: int, records: Sequence[tuple[bytes, Headers]]) -> None:
    """As a mistaken release would: signed, into one partition, each under an id of its own."""
    async with AIOKafkaProducer(bootstrap_servers=stack.bootstrap) as producer:
        for value, headers in records:
            key, event_id = str(uuid7()).encode(), str(uuid7()).encode()
            plain = [(name, event_id if name == "ce_id" else content) for name, content in headers if name != HEADER]
            signed = stack.signing(topic).sign(topic, key, plain, value)
            await producer.send_and_wait(topic, key=key, value=value, headers=signed, partition=partition)


async def forge(stack: FaultStack, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
    """By who can write to the topic, and has no key."""
    await _produce(stack, [(topic, key, value, headers)])


async def put_again(stack: FaultStack, records: Sequence[Record]) -> None:
    """As they were, in this order."""
    await _produce(stack, [(record.topic, record.key, record.value, record.headers) for record in records])


async def rewind(stack: FaultStack) -> None:
    """All groups begin anew at the first event that there is. Nobody may be in them."""
    for topic, services in GROUPS.items():
        beginnings = dict.fromkeys(await ends_of(stack.bootstrap, topic), 0)
        for service in services:
            await _commit(stack.bootstrap, f"{service}.{topic}", beginnings)


async def of_all_cases(stack: FaultStack) -> list[Record]:
    """All that there is on booking's topic."""
    found: list[Record] = []
    ends = await ends_of(stack.bootstrap, "booking.events.v1")
    async with AIOKafkaConsumer(bootstrap_servers=stack.bootstrap, auto_offset_reset="earliest") as consumer:
        consumer.assign(list(ends))
        while any([await consumer.position(partition) < end for partition, end in ends.items()]):
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                found += batch
    return found


def type_of(record: Record) -> str:
    return (dict(record.headers).get("ce_type") or b"").decode(errors="replace")


def one(records: Sequence[Record], event_type: str) -> Record:
    return next(record for record in records if type_of(record) == event_type)


def with_header(record: Record, name: str, value: bytes | None) -> Headers:
    return [(key, value if key == name else old) for key, old in record.headers]


def changed(record: Record, change: Callable[[dict[str, Any]], object]) -> bytes:
    assert record.value is not None
    content = json.loads(record.value)
    change(content)
    return json.dumps(content).encode()


def sealed_by_a_stranger(record: Record) -> bytes:
    assert record.value is not None
    stranger = Keyring({"5742a9e10b47": token_bytes(32)})
    value, count = _SEALED.subn(lambda _: stranger.seal(b'"whatever"', ()).encode(), record.value)
    assert count > 0
    return value


async def _produce(stack: FaultStack, records: Sequence[tuple[str, bytes | None, bytes | None, Headers]]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=stack.bootstrap) as producer:
        for topic, key, value, headers in records:
            await producer.send_and_wait(topic, key=key, value=value, headers=list(headers))


async def _commit(bootstrap: str, group: str, offsets: dict[TopicPartition, int]) -> None:
    async with AIOKafkaConsumer(bootstrap_servers=bootstrap, group_id=group, enable_auto_commit=False) as consumer:
        consumer.assign(list(offsets))
        await consumer.commit(offsets)
