"""The worker on the real broker: what was booked goes out, what the others say comes in."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from uuid_utils.compat import uuid7

from booking.app import create_worker
from contracts.event import Envelope, envelope
from contracts.topics import BOOKING_EVENTS
from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.neighbours import links_of, message, messages_of
from tests.support.eventually import eventually


async def test_a_booking_reaches_the_topic_and_its_links_and_messages_reach_the_summary(
    booking: Booking, clinic: Clinic, kafka: str
) -> None:
    series = await clinic.books("2027-03-22T10:00")
    worker = create_worker(booking.settings.model_copy(update={"kafka_bootstrap": kafka}), booking.database)
    running = asyncio.create_task(worker.run())
    try:
        event = await _event_of(series["id"], kafka)
        assert event["series"]["occurrences"][0]["id"] == series["appointments"][0]["id"]
        for said in (links_of(series), messages_of(series, message(trigger="single_video", status="sent"))):
            await _publish(
                envelope(said, event_id=uuid7(), practice_id=clinic.practice_id, actor="another", at=datetime.now(UTC)),
                kafka,
            )

        async def told() -> bool:
            summary = await clinic.summary(series["appointments"][0]["id"])
            return summary["link"]["state"] == "live" and [each["state"] for each in summary["messages"]] == ["sent"]

        assert await eventually(told)
        assert await booking.superuser_rows("SELECT FROM outbox") == []
        assert await booking.rows("SELECT FROM parked_events WHERE key = $1", series["id"].encode()) == []
    finally:
        worker.stop()
        await running


async def _event_of(series_id: str, kafka: str) -> dict[str, Any]:
    consumer = AIOKafkaConsumer(BOOKING_EVENTS, bootstrap_servers=kafka, auto_offset_reset="earliest")
    await consumer.start()
    try:
        async with asyncio.timeout(30):
            async for record in consumer:
                if record.key == series_id.encode():
                    event: dict[str, Any] = json.loads(record.value)
                    return event
    finally:
        await consumer.stop()
    raise AssertionError


async def _publish(event: Envelope, kafka: str) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=kafka)
    await producer.start()
    try:
        headers = [(name.decode(), value) for name, value in event.headers]
        await producer.send_and_wait(event.topic, key=event.key, value=event.value, headers=headers)
    finally:
        await producer.stop()
