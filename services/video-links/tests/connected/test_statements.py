"""How many statements a use case takes, so that none comes in unseen: each is a way to the database and back.

Counted is all that the API or the socket asks, but for the beginnings and the ends of transactions, and for the one by
which a link is looked for at the door: all who ask meanwhile share it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
from asyncpg.connection import LoggedQuery
from uuid_utils.compat import uuid7

from contracts.series import SeriesChanged, SeriesCreated
from messaging.database import Connection, Database
from tests.support.video_links import VideoLinks


class Counting(Database):
    def __init__(self, url: str) -> None:
        super().__init__(url, connections=1)
        self._statements = 0

    @asynccontextmanager
    async def transaction(self, *practice_ids: UUID) -> AsyncIterator[Connection]:
        async with super().transaction(*practice_ids) as connection:
            with connection.query_logger(self._count):
                yield connection

    def _count(self, _: LoggedQuery) -> None:
        self._statements += 1

    def taken(self) -> int:
        """Since this was last asked."""
        taken, self._statements = self._statements, 0
        return taken


@pytest.fixture
async def counting(video_links: VideoLinks) -> AsyncIterator[Counting]:
    """Its one connection knows the types that statements come with."""
    async with Counting(video_links.urls.application_url) as counting:
        video_links.database = video_links.api.state.database = counting
        await goes_through_a_call(video_links, counting)
        yield counting


def all_cancelled(booked: SeriesCreated) -> SeriesChanged:
    cancelled = [one.model_copy(update={"status": "cancelled"}) for one in booked.series.occurrences]
    series = booked.series.model_copy(update={"version": 2, "occurrences": cancelled})
    appointment_ids = [one.id for one in cancelled]
    return SeriesChanged(
        series=series, change="cancelled", change_id=uuid7(), appointment_ids=appointment_ids, notify=True
    )


async def goes_through_a_call(video_links: VideoLinks, counting: Counting) -> dict[str, int]:
    booked = await video_links.books_for_now()
    first, second = (one.id for one in booked.series.occurrences[:2])
    link = (await video_links.urls_of(booked))[0]
    browser, other, host = video_links.browser(), video_links.browser(), video_links.staff()
    await browser.opens(link)
    await other.opens(link)
    taken = {}
    counting.taken()
    await browser.opens(link)
    taken["the link is opened"] = counting.taken()
    await browser.asks_to_join(link)
    taken["a browser joins"] = counting.taken()
    await other.asks_to_join(link, take_over=True)
    taken["another takes over"] = counting.taken()
    ticket = (await other.asks_to_join(link)).json()["ticket"]
    taken["it joins again"] = counting.taken()
    client = await video_links.enters(ticket)
    taken["its page enters"] = counting.taken()
    ticket = await host.opens_room(first)
    taken["the host opens the room"] = counting.taken()
    clinician = await video_links.enters(ticket)
    taken["the host's page enters"] = counting.taken()
    await host.admits(first)
    taken["the client is let in"] = counting.taken()
    await host.sees(first)
    taken["the host looks"] = counting.taken()
    await video_links.leaves(client)
    taken["the client leaves"] = counting.taken()
    await video_links.is_cut_off(clinician)
    taken["the host's page is cut off"] = counting.taken()
    await host.concludes(first)
    taken["the call is concluded"] = counting.taken()
    await host.reissues(second)
    taken["a link is reissued"] = counting.taken()
    return taken


async def test_a_join_takes_8_statements_at_most(video_links: VideoLinks, counting: Counting) -> None:
    assert await goes_through_a_call(video_links, counting) == {
        "the link is opened": 4,
        "a browser joins": 7,
        "another takes over": 7,
        "it joins again": 5,
        "its page enters": 7,
        "the host opens the room": 4,
        "the host's page enters": 7,
        "the client is let in": 6,
        "the host looks": 2,
        "the client leaves": 6,
        "the host's page is cut off": 5,
        "the call is concluded": 10,
        "a link is reissued": 13,
    }


@pytest.mark.parametrize("sessions", [4, 52])
async def test_a_series_is_cancelled_in_as_many_statements_however_long_it_is(
    video_links: VideoLinks, counting: Counting, sessions: int
) -> None:
    booked = await video_links.books_for_now(sessions)
    counting.taken()
    await video_links.hears(all_cancelled(booked))
    assert counting.taken() == 11
    assert await video_links.count("links WHERE reason = 'cancelled'") == sessions
