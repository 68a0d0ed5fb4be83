"""Events that come twice, late, in another order, from somebody else, or that are none."""

import json
import random
import re
from functools import partial
from typing import Any

import pytest

from messaging.authenticity import HEADER
from standing_local.processes import run
from tests.faults.case import Case, Faults, parked_events
from tests.faults.member import Member
from tests.faults.strangers import (
    Record,
    changed,
    forge,
    of_all_cases,
    one,
    put,
    put_again,
    put_in_a_row,
    rewind,
    sealed_by_a_stranger,
    type_of,
    with_header,
)
from tests.support.eventually import eventually

BOOKING = "booking.events.v1"
LINKS = "video-links.events.v1"
MESSAGES = "notifications.events.v1"


async def test_every_event_comes_again_twice_in_another_order(faults: Faults) -> None:
    async with faults.case("every event twice more, in any order", "when all is told") as case:
        await case.book()
        await case.comes_to_rest()
        records = [record for record in await case.since.records() if type_of(record) != "watermark.v1"] * 2
        random.Random(1).shuffle(records)  # noqa: S311
        await put_again(case.stack, records)


@pytest.mark.faults
async def test_every_event_comes_again_while_messages_go_out(faults: Faults) -> None:
    async with faults.case("every event twice more, in any order", "while messages go out") as case:
        await case.book()
        await case.comes_to_rest()
        records = [record for record in await case.since.records() if type_of(record) != "watermark.v1"] * 2
        random.Random(2).shuffle(records)  # noqa: S311
        await case.remind()
        await put_again(case.stack, records)


@pytest.mark.faults
async def test_all_topics_are_replayed_from_0(faults: Faults) -> None:
    async with faults.case("replay of all topics from offset 0", "when all is sent") as case:
        await case.book()
        await case.comes_to_rest()
        await case.remind()
        await case.comes_to_rest()
        for worker in case.stack.workers:
            await worker.stop()
        await rewind(case.stack)
        for worker in case.stack.workers:
            await worker.begin()


async def test_what_is_no_event_of_ours_is_parked_and_holds_up_nothing(faults: Faults) -> None:
    """Parked by each service that hears of it: by two what is on the topics of booking and of video-links, by one what
    is on that of notifications; a client's name is read by one."""
    async with faults.case(
        "no headers, null and non-UTF-8 headers, broken JSON, no value, unknown version, unknown key",
        "among the events of series",
        parked=7 * 2 + 1 + 2 + 1,
    ) as case:
        case.begin_to_book()
        await case.are_answered(1)
        records = [record for record in await case.since.records() if record.topic == BOOKING]
        created = one(records, "series.created.v1")
        stack = case.stack
        await put(stack, BOOKING, created.value, [])
        await put(stack, BOOKING, created.value, with_header(created, "ce_type", None))
        await put(stack, BOOKING, created.value, with_header(created, "ce_type", b"\xff\xfe"))
        await put(stack, BOOKING, created.value, with_header(created, "ce_type", b"series.created.v9"))
        await put(stack, BOOKING, created.value, with_header(created, "ce_practiceid", b"nobody"))
        await put(stack, BOOKING, b"{not json", created.headers)
        await put(stack, BOOKING, None, created.headers)
        await case.all_are_booked()
        await case.comes_to_rest()
        records = await case.since.records()
        links = one(records, "links.changed.v1")
        named = one(await of_all_cases(stack), "client.changed.v1")
        await put(stack, BOOKING, sealed_by_a_stranger(named), named.headers)
        await put(stack, LINKS, sealed_by_a_stranger(links), links.headers)
        await put(stack, MESSAGES, b"{not json", one(records, "communications.changed.v1").headers)


async def test_what_is_forged_is_parked_and_mails_and_shows_nothing(faults: Faults) -> None:
    """What anybody who can write to the topics can make of what stands there: parked by each who hears of it."""
    async with faults.case(
        "forged: no signature, another's, another key, another practice, another series' link; discarded",
        "when all is told",
    ) as case:
        await case.book()
        await case.comes_to_rest()
        records = await case.since.records()
        created = one(records, "series.created.v1")
        cancelled = changed(created, lambda content: content["series"].update(version=99, occurrences=[]))
        unsigned = [header for header in created.headers if header[0] != HEADER]
        stack = case.stack
        await forge(stack, BOOKING, created.key, cancelled, unsigned)
        await forge(stack, BOOKING, created.key, cancelled, created.headers)
        await forge(stack, BOOKING, b"another-key", created.value, created.headers)
        another = with_header(created, "ce_practiceid", other_practice(case))
        await forge(stack, BOOKING, created.key, created.value, another)
        links, others = [record for record in records if type_of(record) == "links.changed.v1"][:2]
        await forge(stack, LINKS, links.key, pasted(links, others), links.headers)
        await are_parked(case, 4 * 2 + 2)
        await discard_what_is_forged(case)


@pytest.mark.faults
async def test_a_type_that_nobody_knows_and_a_strange_header_are_passed_over(faults: Faults) -> None:
    async with faults.case("unknown type; a strange header that is no UTF-8", "among the events of series") as case:
        case.begin_to_book()
        await case.are_answered(1)
        created = one(await case.since.records(), "series.created.v1")
        await put(case.stack, BOOKING, created.value, with_header(created, "ce_type", b"weather.changed.v1"))
        await put_again(case.stack, [created])
        await put(case.stack, BOOKING, created.value, [*created.headers, ("strange", b"\xff\xff"), ("null", None)])


@pytest.mark.faults
async def test_a_partition_of_which_nothing_can_be_handled_waits_until_somebody_lets_it_go_on(faults: Faults) -> None:
    """Its readers park a hundred, go back and say so; what stands behind is neither lost nor passed over."""
    async with faults.case(
        "100 events in a row of a version that nobody knows; park-on", "among the events of series", parked=100 * 2
    ) as case:
        case.begin_to_book()
        await case.are_answered(1)
        created = one(await case.since.records(), "series.created.v1")
        assert created.value is not None
        unknown = with_header(created, "ce_type", b"series.created.v9")
        case.stack.booking.pause()  # so that nothing good comes between them
        await put_in_a_row(case.stack, BOOKING, created.partition, [(created.value, unknown)] * 100)
        case.stack.booking.go_on()
        await case.all_are_booked()
        for worker in (case.stack.video_links, case.stack.notifications):
            asked = await eventually(partial(asks_to_park_on, worker), within=60)
            service = case.stack.services[asked[0].replace("-", "_")]
            await run(service.command(*asked[1:]))


async def asks_to_park_on(worker: Member) -> list[str]:
    """The command that its readiness names."""
    said = re.search(r"`([\w-]+ park-on [^`]+)`", await worker.health_in_words())
    return said[1].split() if said else []


def other_practice(case: Case) -> bytes:
    ids = json.loads((case.stack.settings.directory / "practices.json").read_text())
    return str(ids["Hillside Practice"]).encode()


def pasted(links: Record, others: Record) -> bytes:
    """These links with the sealed addresses of the others."""
    assert others.value is not None
    urls = [link["url"] for link in json.loads(others.value)["series_links"]["links"]]

    def paste(content: dict[str, Any]) -> None:
        for link, url in zip(content["series_links"]["links"], urls, strict=True):
            link["url"] = url

    return changed(links, paste)


async def are_parked(case: Case, count: int) -> None:
    async def so_many() -> bool:
        return await parked_events(case.stack) - case.parked_before == count

    await eventually(so_many)


async def discard_what_is_forged(case: Case) -> None:
    """What an operator runs: until then, messages of the series that they name are held."""
    for name, service in case.stack.services.items():
        for topic in (BOOKING, LINKS):
            for why in ("It is not signed, and all that stands here has to be.", "Its signature is of something else."):
                command = service.command(
                    "parked", "discard", "--topic", topic, "--why", why, "--reason", f"forged, and heard by {name}"
                )
                await run(command, accepts=(0, 1))
    await are_parked(case, 0)
