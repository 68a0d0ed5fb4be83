"""A link as people and programs hand it on: with what stood around it, written in other ways, or a part of it."""

from typing import Final, Literal
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from tests.support.link_users import PUBLIC_URL, Page
from tests.support.problems import refused
from tests.support.sealing_keys import KEYS
from tests.support.video_links import VideoLinks
from video_links.errors import LinkUnknown

EARLY: Final = "You are in the right place, and a little early"
UNKNOWN: Final = "We do not know this link"
MARKS: Final = ".,)>;!*'=/ \n\r\t\u200b\u00a0\ufeff\"<]}|…”»、。"

type Method = Literal["GET", "HEAD", "POST"]


async def token_of_a_link(video_links: VideoLinks) -> str:
    await video_links.hears(video_links.practice(), video_links.practitioner())
    return (await video_links.urls_of(await video_links.books(sessions=1)))[0].rpartition("/")[2]


async def led_by(video_links: VideoLinks, path: str, method: Method = "GET") -> httpx.Response:
    """What a browser shows in the end."""
    answer = await video_links.opens(f"{PUBLIC_URL}{path}", method=method)
    if answer.status_code != 303:
        return answer
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    return await video_links.opens(answer.headers["location"])


@pytest.mark.parametrize("mark", MARKS)
async def test_a_mark_behind_or_before_a_link_leads_to_its_page(video_links: VideoLinks, mark: str) -> None:
    token = await token_of_a_link(video_links)
    written = [quote(mark, safe="/"), quote(mark, safe=""), quote(quote(mark, safe=""), safe="")]
    for around in {*written, *([mark] if mark in ".,);!*'=/" else [])}:
        for path in (f"/v/{token}{around}", f"/v/{around}{token}", f"/v/{around}{token}{around * 3}see-you-then"):
            assert Page(await led_by(video_links, path)).headline == EARLY, path


@pytest.mark.parametrize(
    "written",
    [
        "//v/{0}",
        "/V/{0}",
        "///V//{0}.",
        "/v//{0}",
        "/v/{0}/",
        "/v/{0}?utm_source=mail&utm_medium=email",
        "/v/{0}%3Futm_source=mail",
        "/v/{0}%2F%3Futm_source=mail",
        "/v/{0}&data=05%7C02",
        "/v/{0}/join",
        "/v/{0}and-then-some-words",
        "/v/%3Chttps://video.example/v/{0}%3E",
        "/v/{1}%0D%0A%20{2}",
        "/v/{1}=%0D%0A{2}",
        "/v/{1}%E2%80%8B{2}",
        "/v/{3}",
        "/v/{4}",
    ],
)
async def test_a_link_that_is_written_in_another_way_leads_to_its_page(video_links: VideoLinks, written: str) -> None:
    token = await token_of_a_link(video_links)
    encoded = "".join(f"%{ord(letter):02X}" for letter in token)
    path = written.format(token, token[:9], token[9:], encoded, quote(encoded))
    answer = await led_by(video_links, path)
    assert Page(answer).headline == EARLY
    assert f'action="/v/{token}' in answer.text or "current-link" not in answer.text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=some.text(max_size=30) | some.text(MARKS + "Ab-_9", max_size=30),
    after=some.text(max_size=60) | some.text(MARKS + "Ab-_9?&%", max_size=60),
    whole=some.booleans(),
    encoded=some.sampled_from(["as it has to be", "all of it", "twice"]),
    start=some.sampled_from(["/v/", "//v/", "/V/", "/v//", "/v/assets/", "/v/assets/1/"]),
    method=some.sampled_from(["GET", "HEAD", "POST"]),
)
async def test_whatever_stands_around_a_token_leads_to_its_page_or_to_the_one_for_unknown_links(
    video_links: VideoLinks, before: str, after: str, whole: bool, encoded: str, start: str, method: Method
) -> None:
    video_links.is_set(unknown_links_a_second=1_000_000)
    token = await known_token(video_links)
    text = before + (token if whole else token[:-1]) + after
    # What the page's own script and form ask for.
    assume(not (method == "POST" and text.endswith(("/join", "/current-link"))))
    path = start + written(text, encoded)
    first = await video_links.opens(f"{PUBLIC_URL}{path}", method=method)
    assert first.status_code in (200, 303, 404), path
    if first.status_code != 303:
        assert first.headers["content-type"] == "text/html; charset=utf-8"
    last = await led_by(video_links, path, method)
    if method != "HEAD" or first.status_code == 303:
        assert (last.status_code, Page(last).headline) in {(200, EARLY), (404, UNKNOWN)}
    if whole and not set(before) - set(MARKS) and start != "/v/assets/1/":
        assert last.status_code == 200, path


def written(text: str, encoded: str) -> str:
    match encoded:
        case "all of it":
            return "".join(f"%{byte:02X}" for byte in text.encode())
        case "twice":
            return quote(quote(text, safe=""), safe="").replace(".", "%2E")
        case _:
            return quote(text, safe="/!*'();,=&").replace(".", "%2E")


async def known_token(video_links: VideoLinks) -> str:
    """The one link that there is in this database, booked with the first example."""
    if not await video_links.count("links"):
        await token_of_a_link(video_links)
    (told,) = await video_links.tells()
    return told.series_links.links[0].url.open(KEYS).rpartition("/")[2]


async def test_a_whole_link_with_a_mark_behind_it_is_no_guess(video_links: VideoLinks) -> None:
    token = await token_of_a_link(video_links)
    browser = video_links.browser()
    for mark in [".", ")", "%20", "/more", "%3Futm"] * 5:
        answer = await browser.http.get(f"/v/{token}{mark}", follow_redirects=True)
        assert (answer.status_code, str(answer.url)) == (200, f"{PUBLIC_URL}/v/{token}")


async def test_a_form_that_is_sent_to_a_link_leads_to_its_page_and_joins_nothing(video_links: VideoLinks) -> None:
    token = await token_of_a_link(video_links)
    for path in (f"/v/{token}", f"/v/{token}.", f"/v/{token}/join/", f"/V/{token}/join"):
        answer = await video_links.opens(f"{PUBLIC_URL}{path}", method="POST")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/v/{token}")
    assert await video_links.count("client_sessions") == 0


async def test_the_pages_own_script_finds_the_link_and_reads_a_problem_where_there_is_none(
    video_links: VideoLinks,
) -> None:
    booked = await video_links.books_for_now()
    link = (await video_links.urls_of(booked))[0]
    browser = video_links.browser()
    await browser.opens(link)
    assert (await browser.asks_to_join(f"{link}.")).status_code == 200
    refused(await browser.asks_to_join("/v/unknown"), LinkUnknown)
