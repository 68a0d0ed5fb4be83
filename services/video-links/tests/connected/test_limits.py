"""How much one address may try, and whose address it is."""

from datetime import timedelta
from ipaddress import ip_network

import httpx
import pytest

from messaging.database import Database
from tests.support.problems import refused
from tests.support.video_links import VideoLinks
from video_links.errors import TooManyTries

TEN_MINUTES = timedelta(minutes=10)


async def guess(video_links: VideoLinks, times: int, address: str = "198.51.100.9") -> list[httpx.Response]:
    browser = video_links.browser(address=address)
    return [await browser.opens(f"/v/{number:021}A") for number in range(times)]


async def test_who_guesses_links_waits_ten_minutes_and_nobody_else_does(video_links: VideoLinks) -> None:
    link, *_ = await video_links.urls_of(await video_links.books_for_now())
    assert [answer.status_code for answer in await guess(video_links, 22)] == [404] * 20 + [429] * 2
    guesser, client = video_links.browser(address="198.51.100.9"), video_links.browser()
    page = await guesser.opens(link)
    assert page.status_code == 429
    assert "Please wait a little" in page.text
    assert page.headers["retry-after"] == "600"
    assert "set-cookie" not in page.headers
    assert (await guesser.asks_for_current_link(link)).status_code == 429
    answer = await guesser.asks_to_join(link)
    assert refused(answer, TooManyTries)["state"] == "too_many"
    assert answer.headers["retry-after"] == "600"
    await client.joins(link)
    video_links.now += TEN_MINUTES
    await guesser.joins(link, take_over=True)


async def test_who_is_over_the_limit_costs_no_look_into_the_database(video_links: VideoLinks) -> None:
    await guess(video_links, 20)
    async with Database("postgresql://nobody@127.0.0.1:1/nothing") as away:
        video_links.api.state.database = away
        answer = await video_links.browser(address="198.51.100.9").opens("/v/AAAAAAAAAAAAAAAAAAAAAA")
    assert answer.status_code == 429


async def test_who_joins_without_end_waits(video_links: VideoLinks) -> None:
    video_links.is_set(joins_limit=3)
    link, *_ = await video_links.urls_of(await video_links.books_for_now())
    for _ in range(3):
        await video_links.browser().joins(link, take_over=True)
    browser = video_links.browser()
    assert (await browser.opens(link)).status_code == 200
    answer = await browser.asks_to_join(link, take_over=True)
    assert refused(answer, TooManyTries)["state"] == "too_many"
    assert answer.headers["retry-after"] == "600"
    video_links.now += TEN_MINUTES
    await browser.joins(link, take_over=True)


async def test_who_has_joined_comes_back_as_often_as_the_network_breaks(video_links: VideoLinks) -> None:
    video_links.is_set(joins_limit=1)
    link, *_ = await video_links.urls_of(await video_links.books_for_now())
    browser = video_links.browser()
    for _ in range(5):
        await browser.joins(link)
    other = video_links.browser()
    await other.opens(link)
    assert (await other.asks_to_join(link, take_over=True)).status_code == 429
    await browser.joins(link)


async def test_a_joins_guesses_count_as_guesses(video_links: VideoLinks) -> None:
    link, *_ = await video_links.urls_of(await video_links.books_for_now())
    browser = video_links.browser()
    await browser.opens(link)
    for number in range(20):
        await browser.asks_to_join(f"/v/{number:021}A")
    assert (await browser.opens(link)).status_code == 429


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "limited"),
    [
        ("10.0.0.1", "203.0.113.50", True),
        ("10.0.0.1", "192.0.2.1, 203.0.113.50", True),
        ("10.0.0.1", "203.0.113.50, 10.0.0.2", True),
        ("10.0.0.1", "203.0.113.51", False),
        ("10.0.0.1", "203.0.113.50, 203.0.113.51", False),
        ("203.0.113.51", "203.0.113.50", False),
        ("203.0.113.50", "192.0.2.1", True),
    ],
)
async def test_an_address_is_believed_to_the_installations_own_proxies_alone(
    video_links: VideoLinks, peer: str, forwarded_for: str, limited: bool
) -> None:
    video_links.is_set(trusted_proxies=[ip_network("10.0.0.0/8")])
    await guess(video_links, 20, "203.0.113.50")
    browser = video_links.browser(address=peer)
    answer = await browser.opens("/v/AAAAAAAAAAAAAAAAAAAAAA", **{"X-Forwarded-For": forwarded_for})
    assert answer.status_code == (429 if limited else 404)


async def test_a_household_with_ipv6_is_one_address(video_links: VideoLinks) -> None:
    await guess(video_links, 20, "2001:db8:1:2::1")
    same, other = video_links.browser(address="2001:db8:1:2:ffff::9"), video_links.browser(address="2001:db8:1:3::1")
    assert (await same.opens("/v/AAAAAAAAAAAAAAAAAAAAAA")).status_code == 429
    assert (await other.opens("/v/AAAAAAAAAAAAAAAAAAAAAA")).status_code == 404
