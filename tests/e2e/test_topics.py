"""What people see who look into Kafka with their own tools."""

import json
from datetime import timedelta

from aiokafka import AIOKafkaConsumer, ConsumerRecord

from standing_local.demo.story import booked_series
from standing_local.ports import HOST
from tests.e2e.private_words import private_words
from tests.e2e.running_stack import RunningStack

EVENTS = ("booking.events.v1", "video-links.events.v1", "notifications.events.v1")
WATERMARKS = ("booking.watermarks.v1", "video-links.watermarks.v1", "notifications.watermarks.v1")
TOPICS = (*EVENTS, *WATERMARKS)
CLOUD_EVENT = {"ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "content-type", "standing-mac"}


async def test_events_are_readable_and_hold_no_name_no_address_and_no_link(stack: RunningStack) -> None:
    soon = timedelta(seconds=6)
    async with booked_series(stack.settings, print, reminder_in=soon) as booked:
        findings = await booked.settled(after=soon)
        summary = await booked.clinic.summary(booked.series["appointments"][0])
    records = await everything_on_the_topics(f"{HOST}:{stack.settings.ports.kafka}")
    assert {record.topic for record in records} == set(TOPICS)
    for record in records:
        headers = dict(record.headers)
        assert headers.keys() >= CLOUD_EVENT
        assert ("ce_practiceid" in headers) == (record.topic in EVENTS)
        assert (headers["ce_type"] == b"watermark.v1") == (record.topic in WATERMARKS)
        json.loads(record.value)
    spoken = " ".join(repr((record.key, record.headers, record.value)) for record in records)
    assert [word for word in private_words(findings, summary) if word in spoken] == []


async def test_no_log_of_any_process_holds_a_name_an_address_or_a_link(stack: RunningStack) -> None:
    soon = timedelta(seconds=6)
    async with booked_series(stack.settings, print, reminder_in=soon) as booked:
        findings = await booked.settled(after=soon)
        summary = await booked.clinic.summary(booked.series["appointments"][0])
        await stack.run("why", booked.series["appointments"][0]["id"])
    logs = {log.name: log.read_text(errors="replace") for log in stack.settings.logs.iterdir()}
    assert {"booking.log", "video-links.log", "notifications.log", "gateway.log", "postgres.log"} <= set(logs)
    private = {*private_words(findings, summary)} - {"/v/", summary["booked_by"]}  # /v/REDACTED is one of the gateway's
    assert [(name, word) for name, log in logs.items() for word in private if word in log] == []


async def everything_on_the_topics(bootstrap: str) -> list[ConsumerRecord[bytes, bytes]]:
    async with AIOKafkaConsumer(*TOPICS, bootstrap_servers=bootstrap, auto_offset_reset="earliest") as consumer:
        records = []
        for partition, end in (await consumer.end_offsets(consumer.assignment())).items():
            while await consumer.position(partition) < end:
                records += (await consumer.getmany(partition, timeout_ms=1000)).get(partition, [])
    return records
