"""How far booking's events have come, as its relay would say."""

from datetime import UTC, datetime, timedelta

from aiokafka import AIOKafkaConsumer
from uuid_utils.compat import uuid7

from contracts.event import Envelope
from contracts.topics import BOOKING_EVENTS, BOOKING_WATERMARKS
from contracts.watermark import watermark
from tests.support.signing_keys import signing


async def how_far_booking_is(kafka: str, *, ago: timedelta = timedelta(0)) -> Envelope:
    """As of then, signed."""
    async with AIOKafkaConsumer(BOOKING_EVENTS, bootstrap_servers=kafka) as consumer:
        then = datetime.now(UTC) - ago
        found = await consumer.end_offsets(sorted(consumer.assignment()))
    ends = [found[partition] for partition in sorted(found)]
    said = watermark(BOOKING_WATERMARKS, then, len(ends), 0, 0, uuid7(), ends, message_id=uuid7())
    plain = [(name.decode(), value) for name, value in said.headers]
    headers = signing("booking").sign(said.topic, said.key, plain, said.value)
    return Envelope(said.topic, said.key, [(name.encode(), value or b"") for name, value in headers], said.value)
