"""What a client does at a link: join, come back, take over; and what a dead link still does for them."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from contracts.call import CallActivity, LinkRequested
from messaging.errors import Refusal
from tests.support.link_users import IPHONE, Browser, Page
from tests.support.problems import refused
from tests.support.video_links import VideoLinks
from video_links.domain.presence import GONE_AFTER
from video_links.errors import LinkDead, LinkUnknown, NotFromThePage, NotNow, TicketRefused, UsedElsewhere
from video_links.routes.browser import BROWSER, CSRF

QUARTER_TO = datetime(2027, 10, 20, 8, 45, tzinfo=UTC)
AT_TEN = QUARTER_TO + timedelta(minutes=15)
ELEVEN = AT_TEN + timedelta(hours=1)


async def links_of_four(video_links: VideoLinks) -> tuple[list[UUID], list[str]]:
    booked = await video_links.books_for_now()
    return [occurrence.id for occurrence in booked.series.occurrences], await video_links.urls_of(booked)


async def is_refused(
    browser: Browser, link: str, refusal: type[Refusal], state: str, *, take_over: bool = False
) -> None:
    await browser.opens(link)
    assert refused(await browser.asks_to_join(link, take_over=take_over), refusal)["state"] == state


async def headline(browser: Browser, link: str) -> str:
    return Page(await browser.opens(link)).headline


async def test_who_joins_waits_until_the_host_lets_them_in(video_links: VideoLinks) -> None:
    (appointment, *_), (link, *_) = await links_of_four(video_links)
    host = video_links.staff()
    await video_links.enters(await video_links.browser(IPHONE).joins(link))
    room = await host.sees(appointment)
    assert (room["client"], room["device"], room["host_present"]) == ("waiting", "phone", False)
    await video_links.enters(await host.opens_room(appointment))
    await host.admits(appointment)
    room = await host.sees(appointment)
    assert (room["client"], room["host_present"], room["ended"]) == ("in_call", True, None)
    assert [activity["kind"] for activity in room["activities"]] == ["opened", "joined", "host_entered", "admitted"]
    last = (await video_links.told(CallActivity))[-1].call
    assert (last.appointment_id, last.client, last.host_present) == (appointment, "in_call", True)


async def test_a_ticket_lets_one_page_in_once_and_within_a_minute(video_links: VideoLinks) -> None:
    _, (link, *_) = await links_of_four(video_links)
    browser = video_links.browser()
    first, second = await browser.joins(link), await browser.joins(link)
    await video_links.enters(first)
    with pytest.raises(TicketRefused):
        await video_links.enters(first)
    video_links.now += timedelta(seconds=60)
    with pytest.raises(TicketRefused):
        await video_links.enters(second)


async def test_the_same_browser_comes_back_and_is_let_in_still(video_links: VideoLinks) -> None:
    (appointment, *_), (link, *_) = await links_of_four(video_links)
    browser, host = video_links.browser(), video_links.staff()
    seat = await video_links.enters(await browser.joins(link))
    await host.admits(appointment)
    await video_links.is_cut_off(seat)
    assert (await host.sees(appointment))["client"] == "lost"
    seat = await video_links.enters(await browser.joins(link))
    assert (await host.sees(appointment))["client"] == "in_call"
    await video_links.leaves(seat)
    assert (await host.sees(appointment))["client"] == "left"
    assert await headline(browser, link) == "You have left the call"
    await video_links.enters(await browser.joins(link))
    assert (await host.sees(appointment))["client"] == "in_call"
    kinds = [activity["kind"] for activity in (await host.sees(appointment))["activities"]]
    assert [kind for kind in kinds if kind != "opened"] == [
        "joined", "admitted", "lost", "rejoined", "left", "rejoined",
    ]  # fmt: skip


async def test_a_second_browser_can_take_over_and_is_then_let_in_anew(video_links: VideoLinks) -> None:
    (appointment, *_), (link, *_) = await links_of_four(video_links)
    computer, phone, host = video_links.browser(), video_links.browser(IPHONE), video_links.staff()
    await video_links.enters(await computer.joins(link))
    await host.admits(appointment)
    unused = await computer.joins(link)
    await is_refused(phone, link, UsedElsewhere, "elsewhere")
    assert await headline(phone, link) == "You have already joined on another phone or computer"
    await video_links.enters(await phone.joins(link, take_over=True))
    room = await host.sees(appointment)
    assert (room["client"], room["device"]) == ("waiting", "phone")
    with pytest.raises(TicketRefused):
        await video_links.enters(unused)
    await is_refused(computer, link, UsedElsewhere, "elsewhere")
    assert await video_links.count("client_sessions WHERE ended_at IS NULL") == 1


@pytest.mark.parametrize("went", ["left", "was cut off", "said nothing any more"])
async def test_who_comes_back_without_their_cookie_joins_plainly_and_waits_to_be_let_in(
    video_links: VideoLinks, went: str
) -> None:
    """As from a mail program's own browser to the phone's."""
    (appointment, *_), (link, *_) = await links_of_four(video_links)
    before, now, host = video_links.browser(IPHONE), video_links.browser(IPHONE), video_links.staff()
    seat = await video_links.enters(await before.joins(link))
    await host.admits(appointment)
    match went:
        case "left":
            await video_links.leaves(seat)
        case "was cut off":
            await video_links.is_cut_off(seat)
        case _:
            video_links.now += GONE_AFTER
    assert await headline(now, link) == "You can join now"
    await video_links.enters(await now.joins(link))
    room = await host.sees(appointment)
    assert room["client"] == "waiting"
    assert [one["kind"] for one in room["activities"] if one["kind"] in ("joined", "taken_over")] == ["joined"] * 2
    assert await headline(before, link) == "You have already joined on another phone or computer"
    assert await video_links.count("client_sessions WHERE ended_at IS NULL") == 1


async def test_two_browsers_that_join_at_once_do_not_both_get_in(video_links: VideoLinks) -> None:
    _, (link, *_) = await links_of_four(video_links)
    browsers = [video_links.browser() for _ in range(8)]
    for browser in browsers:
        await browser.opens(link)
    answers = await asyncio.gather(*(browser.asks_to_join(link) for browser in browsers))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    assert await video_links.count("client_sessions") == 1


@pytest.mark.parametrize(
    ("now", "refusal", "state"),
    [
        (AT_TEN - timedelta(days=1), NotNow, "another_day"),
        (QUARTER_TO - timedelta(seconds=1), NotNow, "early"),
        (ELEVEN, LinkDead, "expired"),
    ],
)
async def test_one_joins_within_the_window_alone(
    video_links: VideoLinks, now: datetime, refusal: type[Refusal], state: str
) -> None:
    _, (link, *_) = await links_of_four(video_links)
    video_links.now = now
    await is_refused(video_links.browser(), link, refusal, state)
    video_links.now = QUARTER_TO
    await video_links.browser().joins(link)


async def test_the_window_is_a_setting(video_links: VideoLinks) -> None:
    _, (link, *_) = await links_of_four(video_links)
    video_links.is_set(join_before=60, join_after=0)
    video_links.now = AT_TEN - timedelta(hours=1)
    await video_links.browser().joins(link)
    video_links.now = AT_TEN + timedelta(minutes=30)
    await is_refused(video_links.browser(), link, LinkDead, "expired")


async def test_before_the_window_one_joins_where_the_host_is_in_the_room(video_links: VideoLinks) -> None:
    (appointment, *_), (link, *_) = await links_of_four(video_links)
    video_links.now = AT_TEN - timedelta(hours=2)
    seat = await video_links.enters(await video_links.staff().opens_room(appointment))
    assert await headline(video_links.browser(), link) == "You can join now"
    await video_links.browser().joins(link)
    await video_links.leaves(seat)
    await is_refused(video_links.browser(), link, NotNow, "early")


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        ("cancelled", "cancelled"),
        ("concluded", "ended"),
        ("abandoned", "ended"),
        ("expired", "expired"),
        ("reissued", "reissued"),
    ],
)
async def test_nobody_joins_by_a_dead_link(video_links: VideoLinks, reason: str, state: str) -> None:
    _, (link, *_) = await links_of_four(video_links)
    await video_links.fetch("UPDATE links SET state = 'dead', reason = $1", reason)
    await is_refused(video_links.browser(), link, LinkDead, state, take_over=True)
    assert await video_links.count("client_sessions") == await video_links.count("room_tickets") == 0


async def test_nobody_joins_by_a_link_that_there_is_not(video_links: VideoLinks) -> None:
    _, (link, *_) = await links_of_four(video_links)
    browser = video_links.browser()
    await browser.opens(link)
    answer = await browser.asks_to_join("/v/AAAAAAAAAAAAAAAAAAAAAA")
    assert refused(answer, LinkUnknown)["state"] == "unknown"


async def test_only_the_links_own_page_can_join_or_ask_for_a_link(video_links: VideoLinks) -> None:
    """As another site cannot, which has neither the strict cookie nor what stands on the page."""
    _, (link, *_) = await links_of_four(video_links)
    browser = video_links.browser()
    refused(await browser.asks_to_join(link), NotFromThePage)
    await browser.opens(link)
    refused(await browser.asks_to_join(link, csrf="guessed"), NotFromThePage)
    browser.http.cookies.delete(CSRF)
    refused(await browser.asks_to_join(link), NotFromThePage)
    page = await browser.asks_for_current_link(link)
    assert (page.status_code, Page(page).headline) == (403, "Please open your link again")
    await browser.opens(link)
    browser.http.cookies.delete(BROWSER)
    refused(await browser.asks_to_join(link), NotFromThePage)
    assert await video_links.count("client_sessions") == 0
    assert await video_links.told(LinkRequested) == []


async def test_the_browsers_secret_and_the_tickets_stand_nowhere_in_clear(video_links: VideoLinks) -> None:
    (appointment, *_), (link, *_) = await links_of_four(video_links)
    browser = video_links.browser()
    secrets = [await browser.joins(link), await video_links.staff().opens_room(appointment)]
    secrets += [value for value in browser.http.cookies.values() if value is not None]
    everything = str(await video_links.rows()) + str(await video_links.fetch("SELECT * FROM outbox"))
    assert len(secrets) == 4
    for secret in secrets:
        assert secret not in everything
        assert secret.encode().hex() not in everything


async def test_a_dead_links_holder_gets_the_next_sessions_link_and_only_by_mail(video_links: VideoLinks) -> None:
    (first, second, *_), (link, *_) = await links_of_four(video_links)
    await video_links.staff().concludes(first)
    browser = video_links.browser()
    await browser.opens(link)
    answer = await browser.asks_for_current_link(link)
    assert "Thank you" in answer.text
    (told,) = await video_links.told(LinkRequested)
    assert (told.appointment_id, told.cause) == (second, "client")
    assert str(second) not in answer.text
    assert "27 October" not in answer.text


async def test_a_link_for_another_day_is_mailed_itself_and_a_reissued_ones_successor(video_links: VideoLinks) -> None:
    (first, second, *_), (old, link, *_) = await links_of_four(video_links)
    await video_links.staff("receptionist").reissues(first)
    browser = video_links.browser()
    for each in (link, old):
        await browser.opens(each)
        await browser.asks_for_current_link(each)
    told = await video_links.told(LinkRequested)
    assert [(request.appointment_id, request.cause) for request in told] == [
        (first, "reissued"),
        (second, "client"),
        (first, "client"),
    ]
    assert len({request.request_id for request in told}) == 3


async def test_where_no_session_is_to_come_nothing_is_mailed_and_the_answer_is_the_same(
    video_links: VideoLinks,
) -> None:
    _, (*_, last) = await links_of_four(video_links)
    browser = video_links.browser()
    await browser.opens(last)
    sent = await browser.asks_for_current_link(last)
    await video_links.fetch("UPDATE links SET state = 'dead', reason = 'concluded'")
    nothing = await browser.asks_for_current_link(last)
    unknown = await browser.asks_for_current_link("/v/AAAAAAAAAAAAAAAAAAAAAA")
    assert sent.text == nothing.text == unknown.text
    assert sent.headers == nothing.headers == unknown.headers
    assert sent.status_code == nothing.status_code == unknown.status_code == 200
    assert len(await video_links.told(LinkRequested)) == 1


async def test_a_client_is_mailed_three_links_an_hour_at_most_by_whichever_of_them_and_even_when_asked_for_at_once(
    video_links: VideoLinks,
) -> None:
    _, links = await links_of_four(video_links)
    browser = video_links.browser()
    await browser.opens(links[0])
    answers = await asyncio.gather(*(browser.asks_for_current_link(link) for link in links * 3))
    assert len({answer.text for answer in answers}) == 1
    assert len(await video_links.told(LinkRequested)) == 3
    video_links.now += timedelta(hours=1, seconds=1)
    await browser.asks_for_current_link(links[1])
    assert len(await video_links.told(LinkRequested)) == 4


async def test_a_ticket_that_is_refused_is_used_up(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    link = (await video_links.urls_of(booked))[0]
    ticket = await video_links.browser().joins(link)
    await video_links.browser().joins(link, take_over=True)
    with pytest.raises(TicketRefused):
        await video_links.enters(ticket)
    assert await video_links.count("room_tickets") == 1
