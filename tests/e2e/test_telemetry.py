"""What whoever operates the installation sees of a booking, and what they must not."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from urllib.parse import quote

import httpx

from standing_local.demo.story import booked_series
from standing_local.ports import HOST
from tests.e2e.private_words import private_words
from tests.e2e.running_stack import RunningStack
from tests.support.collector import Collector
from tests.support.eventually import eventually
from tools import observability

SOON = timedelta(seconds=6)
OPENED = ("video-links", "GET /v/{token:path}")
ONE_BOOKING = {
    ("booking", "POST /series"),
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
        summary = await booked.clinic.summary(booked.series["appointments"][0])
        first = next(iter(findings.links.values()))
        async with httpx.AsyncClient() as client:
            assert (await client.get(first)).status_code == 200
            assert (await client.get(f"{stack.settings.public_url}/room/{first.rpartition('/')[2]}")).status_code > 400

        async def all_of_it() -> bool:
            opened = any((span.service, span.name) == OPENED for span in collector.spans)
            return opened and not missing(collector)

        with suppress(TimeoutError):
            await eventually(all_of_it)
        assert missing(collector) == set()
        told = "\n".join(await asyncio.gather(*(_told(port) for port in _ports(stack))))
    assert OPENED in {(span.service, span.name) for span in collector.spans}
    spans = b"".join(collector.received)
    for word in {*private_words(findings, summary), *map(quote, private_words(findings, summary))} - {"/v/"}:
        assert word.encode() not in spans, word
        assert word not in told, word


def missing(collector: Collector) -> set[tuple[str, str]]:
    """Of the trace of a booking that is nearest to being whole."""
    traces = {span.trace_id for span in collector.spans if span.name == "POST /series"}
    return min((ONE_BOOKING - collector.trace(trace_id) for trace_id in traces), key=len, default=ONE_BOOKING)


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
