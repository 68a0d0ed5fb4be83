"""What stands on the real broker's topics."""

from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from contracts.event import Envelope


async def publish(bootstrap: str, *envelopes: Envelope) -> None:
    """Onto the topics, as the relay of booking does."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap)
    await producer.start()
    try:
        for sent in envelopes:
            await producer.send_and_wait(
                sent.topic,
                key=sent.key,
                value=sent.value,
                headers=[(name.decode(), value) for name, value in sent.headers],
            )
    finally:
        await producer.stop()


async def published(bootstrap: str, topic: str, key: bytes) -> list[Any]:
    """The topic's records of this key."""
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        ends = await consumer.end_offsets(consumer.assignment())
        records: list[Any] = []
        while any([await consumer.position(partition) < end for partition, end in ends.items()]):
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                records += batch
        return [record for record in records if record.key == key]
    finally:
        await consumer.stop()
