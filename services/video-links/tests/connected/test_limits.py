"""Limits that hit who tries, and nobody else."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import httpx

from messaging.batcher import Batcher
from messaging.database import Database
from messaging.http.refusals import Unavailable
from tests.support.link_users import FIREFOX, Browser
from tests.support.problems import refused
from tests.support.video_links import VideoLinks
from video_links.app import OPENINGS, create_api
from video_links.domain.link import NO_LINK, LinkRef
from video_links.domain.pace import Pace
from video_links.domain.token import Token
from video_links.errors import TooManyTries

TEN_MINUTES = timedelta(minutes=10)


async def guesses(video_links: VideoLinks, times: int, *, join: bool = False) -> list[httpx.Response]:
    """At once, from the address from which everybody asks here."""
    browser = video_links.browser()
    asks = browser.asks_to_join if join else browser.opens
    return list(await asyncio.gather(*(asks(f"/v/{number:021}A") for number in range(times))))


class Exhausted(Pace):
    """So many guess that nobody else's turn comes in time."""

    def turn(self, now: float) -> float | None:
        return None


def is_flooded(video_links: VideoLinks) -> None:
    video_links.api.state.limits = replace(video_links.api.state.limits, unknown_links=Exhausted(1))


async def test_who_has_a_link_is_never_refused_for_what_others_try_from_the_same_address(
    video_links: VideoLinks,
) -> None:
    is_flooded(video_links)
    link, *_ = await video_links.urls_of(await video_links.books_for_now())
    clients = [video_links.browser() for _ in range(40)]
    tried = asyncio.create_task(guesses(video_links, 300))
    tried_to_join = asyncio.create_task(guesses(video_links, 300, join=True))
    opened = await asyncio.gather(*(client.opens(link) for client in clients))
    assert {answer.status_code for answer in opened} == {200}
    await clients[0].joins(link)
    assert {answer.status_code for answer in [*await tried, *await tried_to_join]} == {429}
    await clients[0].joins(link)


async def test_who_guesses_more_than_is_answered_is_told_to_wait(video_links: VideoLinks) -> None:
    is_flooded(video_links)
    browser = video_links.browser()
    page = await browser.opens("/v/AAAAAAAAAAAAAAAAAAAAAA")
    assert (page.status_code, "Please wait a little" in page.text) == (429, True)
    assert "set-cookie" not in page.headers
    assert refused(await browser.asks_to_join("/v/AAAAAAAAAAAAAAAAAAAAAA"), TooManyTries)["state"] == "too_many"


async def test_who_guesses_waits_until_it_is_their_turn(video_links: VideoLinks) -> None:
    video_links.is_set(unknown_links_a_second=20)
    loop = asyncio.get_running_loop()
    since = loop.time()
    assert {answer.status_code for answer in await guesses(video_links, 30)} == {404}
    assert loop.time() - since >= 0.45


async def test_what_can_be_no_link_costs_no_look_into_the_database(video_links: VideoLinks) -> None:
    asked = looked_for(video_links)
    for path in ("/v/", "/v/short", "/v/AAAAAAAAAAAAAAAAAAAAAB"):
        assert (await video_links.browser().opens(path)).status_code == 404
        assert (await video_links.browser().http.post(path)).status_code == 404
    assert asked == []


def looked_for(video_links: VideoLinks) -> list[Sequence[Token]]:
    """What is looked for from now on, and not found; those of one list together."""
    asked: list[Sequence[Token]] = []

    async def find_none(tokens: Sequence[Token]) -> list[LinkRef]:
        asked.append(tokens)
        await asyncio.sleep(0)
        return [NO_LINK for _ in tokens]

    video_links.api.state.limits = replace(video_links.api.state.limits, links=Batcher(find_none))
    return asked


async def test_links_that_are_asked_for_at_once_are_looked_for_at_once(video_links: VideoLinks) -> None:
    video_links.is_set(unknown_links_a_second=1_000_000)
    asked = looked_for(video_links)
    await guesses(video_links, 100)
    assert sum(map(len, asked)) == 100
    assert len(asked) < 10


async def test_a_body_is_not_read_before_its_link_is_found(video_links: VideoLinks) -> None:
    is_flooded(video_links)
    taken = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal taken
        taken += 1
        yield b"{}"

    answer = await video_links.browser().http.post("/v/AAAAAAAAAAAAAAAAAAAAAA/join", content=body())
    assert (answer.status_code, taken) == (429, 0)


async def test_a_database_that_is_away_is_no_fault_of_whoever_asks(video_links: VideoLinks) -> None:
    async with Database("postgresql://nobody@127.0.0.1:1/nothing") as away:
        api = create_api(video_links.settings, away)
        browser = Browser(api, FIREFOX, "203.0.113.7", raises=False)
        page = await browser.opens("/v/AAAAAAAAAAAAAAAAAAAAAA")
        assert (page.status_code, page.headers["content-type"]) == (503, "text/html; charset=utf-8")
        refused(await browser.asks_to_join("/v/AAAAAAAAAAAAAAAAAAAAAA"), Unavailable)


async def test_one_link_is_joined_by_so_many_browsers_in_ten_minutes(video_links: VideoLinks) -> None:
    video_links.is_set(joins_limit=3)
    link, *_ = await video_links.urls_of(await video_links.books_for_now())
    another, *_ = await video_links.urls_of(await video_links.books_for_now())
    for _ in range(3):
        await video_links.browser().joins(link, take_over=True)
    browser = video_links.browser()
    assert (await browser.opens(link)).status_code == 200
    answer = await browser.asks_to_join(link, take_over=True)
    assert refused(answer, TooManyTries)["state"] == "too_many"
    assert answer.headers["retry-after"] == "600"
    await browser.joins(another)
    video_links.now += TEN_MINUTES
    await browser.joins(link, take_over=True)


async def test_who_has_joined_comes_back_ten_times_as_often_and_not_less_for_what_others_try(
    video_links: VideoLinks,
) -> None:
    video_links.is_set(joins_limit=1)
    link, *_ = await video_links.urls_of(await video_links.books_for_now())
    browser = video_links.browser()
    await browser.joins(link)
    for _ in range(5):
        await browser.joins(link)
    other = video_links.browser()
    await other.opens(link)
    assert (await other.asks_to_join(link, take_over=True)).status_code == 429
    for _ in range(5):
        await browser.joins(link)
    assert (await browser.asks_to_join(link)).status_code == 429
    video_links.now += TEN_MINUTES
    await browser.joins(link)


async def test_of_one_link_so_many_openings_are_noted_those_of_programs_by_themselves(video_links: VideoLinks) -> None:
    link, *_ = await video_links.urls_of(await video_links.books_for_now())
    browser = video_links.browser()
    for _ in range(OPENINGS + 10):
        assert (await browser.opens(link, **{"Accept-Language": ""})).status_code == 200
    assert (await browser.opens(link)).status_code == 200
    noted = "SELECT scanner, count(*) FROM activities WHERE kind = 'opened' GROUP BY scanner ORDER BY scanner"
    assert [tuple(row) for row in await video_links.fetch(noted)] == [(False, 1), (True, OPENINGS)]
    video_links.now += TEN_MINUTES
    await browser.opens(link)
    assert [tuple(row) for row in await video_links.fetch(noted)] == [(False, 2), (True, OPENINGS)]


async def test_whatever_is_done_at_a_link_how_it_began_stays_in_sight(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    link, *_ = await video_links.urls_of(booked)
    await video_links.browser().opens(link)
    await video_links.fetch(
        """
        INSERT INTO activities (id, practice_id, appointment_id, link_id, kind, at)
        SELECT gen_random_uuid(), practice_id, appointment_id, link_id, 'rejoined', at + number * interval '1 s'
          FROM activities, generate_series(1, 700) AS number
        """
    )
    seen = (await video_links.staff().sees(booked.series.occurrences[0].id))["activities"]
    assert [seen[0]["kind"], len(seen)] == ["opened", 500]
    assert [each["at"] for each in seen] == sorted(each["at"] for each in seen)
