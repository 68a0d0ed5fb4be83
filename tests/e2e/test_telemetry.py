"""What whoever operates the installation sees of a booking, and what they must not."""

import asyncio
from datetime import timedelta
from urllib.parse import quote

import httpx

from standing.demo.story import booked_series
from standing.ports import HOST
from tests.e2e.running_stack import RunningStack
from tests.e2e.test_topics import private_words
from tests.support.collector import Collector
from tests.support.eventually import eventually
from tools import observability

SOON = timedelta(seconds=6)
ONE_BOOKING = {
    ("booking", "POST /api/booking/v1/series"),
    ("booking", "add booking.events.v1"),
    ("booking", "publish booking.events.v1"),
    ("video-links", "handle series.created.v1"),
    ("video-links", "publish video-links.events.v1"),
    ("booking", "handle links.changed.v1"),
    ("notifications", "handle series.created.v1"),
    ("notifications", "handle links.changed.v1"),
    ("notifications", "send recurring_video"),
    ("notifications", "send reminder"),
    ("notifications", "publish notifications.events.v1"),
    ("booking", "handle communications.changed.v1"),
}


async def test_one_trace_leads_from_the_booking_to_its_mails_and_nothing_tells_whose_they_are(
    stack: RunningStack, collector: Collector
) -> None:
    async with booked_series(stack.settings, print, reminder_in=SOON) as booked:
        findings = await booked.settled(after=SOON)
        summary = await booked.clinic.summary(booked.series["occurrences"][0])
        first = next(iter(findings.links.values()))
        async with httpx.AsyncClient() as client:
            assert (await client.get(first)).status_code == 200
            assert (await client.get(f"{stack.settings.public_url}/room/{first.rpartition('/')[2]}")).status_code > 400

        async def whole() -> list[set[tuple[str, str]]]:
            traces = {span.trace_id for span in collector.spans}
            return [trace for trace_id in traces if (trace := collector.trace(trace_id)) >= ONE_BOOKING]

        await eventually(whole)
        bookings = [trace for trace in await whole() if ("booking", "POST /api/booking/v1/series") in trace]
        assert bookings
        told = "\n".join(await asyncio.gather(*(_told(port) for port in _ports(stack))))
    assert {span.name for span in collector.spans if "{token}" in span.name} == {"GET /v/{token}"}
    spans = b"".join(collector.received)
    for word in {*private_words(findings, summary), *map(quote, private_words(findings, summary))} - {"/v/"}:
        assert word.encode() not in spans, word
        assert word not in told, word


async def test_alerts_and_dashboards_ask_for_what_the_services_tell(stack: RunningStack) -> None:
    told = "\n".join(await asyncio.gather(*(_told(port) for port in _ports(stack))))
    declared = {line.split()[2].removesuffix("_total") for line in told.splitlines() if line.startswith("# TYPE")}
    missing = [words for _, query in observability.queries() for words in observability.faults(query, declared)]
    assert missing == []


async def _told(port: int) -> str:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"http://{HOST}:{port}/metrics")
    assert answer.status_code == 200
    return answer.text


def _ports(stack: RunningStack) -> list[int]:
    settings = stack.settings
    return [port for name in ("booking", "video_links", "notifications") for port in settings.replica_ports(name)]
