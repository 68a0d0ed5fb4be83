"""On the real broker, by the worker as it runs in the installation."""

import json

import pytest
from aiokafka import AIOKafkaProducer
from uuid_utils.compat import uuid7

from contracts.documents import example
from contracts.event import Event
from contracts.links import LinksChanged
from contracts.practice import PracticeChanged
from contracts.practitioner import PractitionerChanged
from contracts.registry import EVENTS
from contracts.series import SeriesChanged, SeriesChangedV2, SeriesCreated, SeriesSnapshot
from contracts.topics import VIDEO_LINKS_EVENTS
from tests.support.carried import on_topic
from tests.support.eventually import eventually
from tests.support.link_users import PUBLIC_URL
from tests.support.sealing_keys import KEYS
from tests.support.topics import publish, published
from tests.support.video_links import VideoLinks


async def test_a_booked_series_comes_in_and_its_links_go_out(video_links: VideoLinks, kafka: str) -> None:
    booked = video_links.series(sessions=4)
    key = str(booked.series.id).encode()
    sent = video_links.envelope(booked)
    await publish(kafka, sent)
    async with video_links.worker(kafka):
        (record,) = await eventually(lambda: published(kafka, VIDEO_LINKS_EVENTS, key))
    headers = dict(record.headers)
    assert headers.pop("ce_id") != dict(sent.headers)[b"ce_id"]
    assert {"ce_time", "traceparent", "standing-mac"} <= headers.keys()
    assert {
        name: value.decode()
        for name, value in headers.items()
        if name not in ("ce_time", "traceparent", "standing-mac")
    } == {
        "ce_specversion": "1.0",
        "ce_type": "links.changed.v1",
        "ce_source": "/video-links",
        "ce_subject": str(booked.series.id),
        "ce_practiceid": str(video_links.practice_id),
        "ce_actor": "receptionist-1",
        "content-type": "application/json",
    }
    assert b"/v/" not in record.value
    assert PUBLIC_URL.encode() not in record.value
    told = {name: content.decode() for name, content in record.headers}
    links = on_topic(LinksChanged, told, record.value).series_links.links
    assert [link.appointment_id for link in links] == [occurrence.id for occurrence in booked.series.occurrences]
    assert all(link.url.open(KEYS).startswith(f"{PUBLIC_URL}/v/") for link in links)


async def test_invariant_7_a_topic_that_is_read_again_from_its_start_changes_nothing(
    video_links: VideoLinks, kafka: str
) -> None:
    series = [video_links.series(sessions=4), video_links.series(sessions=2, video=False), video_links.series()]
    events: list[Event] = [video_links.practice(), *series, video_links.practitioner(2), video_links.practitioner(1)]
    last = video_links.series(sessions=1)
    records = [video_links.envelope(event) for event in events]

    async def told() -> list[int]:
        return [
            len(await published(kafka, VIDEO_LINKS_EVENTS, str(event.series.id).encode())) for event in [*series, last]
        ]

    async with video_links.worker(kafka):
        await publish(kafka, *records)

        async def once_each() -> bool:
            return await told() == [1, 0, 1, 0]

        await eventually(once_each)
        before = await video_links.rows()
        await publish(kafka, *records, *reversed(records), video_links.envelope(last))

        async def the_last() -> bool:
            return await told() == [1, 0, 1, 1]

        await eventually(the_last)
        after = await video_links.rows()
    for table in ("practices", "practitioners", "series", "appointments", "links", "series_links"):
        assert set(before[table]) <= set(after[table]), f"{table}: what was there is as it was"


async def test_an_event_of_an_unknown_zone_or_sealed_under_an_unknown_key_is_parked_and_the_next_is_handled(
    video_links: VideoLinks, kafka: str
) -> None:
    good, elsewhere = video_links.series(sessions=1), video_links.series(sessions=1)
    on_mars = json.loads(video_links.envelope(elsewhere).value)
    on_mars["series"]["zone"] = "Mars/Olympus"
    damaged = json.loads(video_links.envelope(video_links.practice()).value)
    damaged["practice"]["name"] = "not sealed at all"
    key = str(uuid7()).encode()
    producer = AIOKafkaProducer(bootstrap_servers=kafka)
    await producer.start()
    for content, like in ((on_mars, elsewhere), (damaged, video_links.practice())):
        sent = video_links.envelope(like)
        headers = [(name.decode(), value) for name, value in sent.headers]
        await producer.send_and_wait(sent.topic, key=key, value=json.dumps(content).encode(), headers=headers)
    await producer.stop()
    async with video_links.worker(kafka):

        async def both_parked() -> bool:
            rows = await video_links.fetch("SELECT reason FROM parked_events")
            return sorted(row["reason"].partition(":")[0] for row in rows) == ["CannotOpen", "NoSuchZone"]

        await eventually(both_parked)
        await publish(kafka, video_links.envelope(good))
        await eventually(lambda: published(kafka, VIDEO_LINKS_EVENTS, str(good.series.id).encode()))


async def test_two_workers_make_no_second_link(video_links: VideoLinks, kafka: str) -> None:
    series = [video_links.series(sessions=4) for _ in range(20)]
    async with video_links.worker(kafka):
        await publish(kafka, *(video_links.envelope(event) for event in series))
        async with video_links.worker(kafka):
            await publish(kafka, *(video_links.envelope(event) for event in series * 2))

            async def all_have_links() -> bool:
                return await video_links.count("links") == 80

            await eventually(all_have_links)
    assert await video_links.count("parked_events") == 0
    assert await video_links.count("series_links WHERE version = 1") == 20


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
async def test_every_event_that_this_service_handles_is_handled_as_its_example_shows(
    video_links: VideoLinks, event: type[Event]
) -> None:
    shown = example(event, KEYS)
    if event is PracticeChanged:
        video_links.practice_id = shown.subject
    if video_links.handles(event):
        await video_links.hears(shown)
    heard = (SeriesCreated, SeriesChanged, SeriesChangedV2, SeriesSnapshot, PracticeChanged, PractitionerChanged)
    assert video_links.handles(event) == (event in heard)
