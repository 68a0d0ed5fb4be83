"""The host's side: the room, how a link ends, and a new link in the place of an old one."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from contracts.call import CallActivity, LinkRequested
from messaging.actor import Actor
from tests.support.link_users import Page
from tests.support.problems import refused
from tests.support.sealing_keys import KEYS
from tests.support.video_links import VideoLinks
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.appointment_times import Window
from video_links.domain.presence import GONE_AFTER
from video_links.errors import (
    ClientAttended,
    ClientInCall,
    NobodyWaits,
    NotBegun,
    RoomClosed,
    RoomUnknown,
    TicketRefused,
)

AT_TEN = datetime(2027, 10, 20, 9, tzinfo=UTC)


async def test_invariant_3_concluding_ends_that_link_alone(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first = booked.series.occurrences[0].id
    host, browser = video_links.staff(), video_links.browser()
    links = [link.url.open(KEYS) for link in await video_links.links_of(booked)]
    await video_links.enters(await browser.joins(links[0]))
    await host.admits(first)
    await host.concludes(first)
    assert await video_links.states_of(booked) == ["concluded", "live", "live", "live"]
    assert "Your session has ended" in (await browser.opens(links[0])).text
    assert "This link is for another day" in (await browser.opens(links[1])).text
    assert (await browser.asks_to_join(links[0])).json()["state"] == "ended"
    refused(await host.asks("POST", first, "room"), RoomClosed)
    room = await host.sees(first)
    assert (room["ended"], room["link"]) == ("concluded", {"state": "dead", "reason": "concluded", "generation": 1})
    last = (await video_links.told(CallActivity))[-2]  # then the page was opened once more
    assert (last.call.ended, last.call.ended_at) == ("concluded", AT_TEN)


async def test_concluding_twice_is_concluding_once(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first, host = booked.series.occurrences[0].id, video_links.staff()
    await asyncio.gather(*(host.concludes(first) for _ in range(4)))
    kinds = [one.kind for told in await video_links.told(CallActivity) for one in told.activities]
    assert kinds == ["concluded"]
    assert await video_links.count("audit_entries WHERE action = 'call_concluded'") == 1


async def test_who_did_not_attend_reads_just_that(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first = booked.series.occurrences[0].id
    host, browser = video_links.staff(), video_links.browser()
    link = (await video_links.urls_of(booked))[0]
    await host.says_missed(first)
    page = Page(await browser.opens(link))
    assert page.headline == "This session did not take place"
    assert "The clinic has noted that you were not there" in page.words
    assert "worked until" not in page.words
    assert (await browser.asks_to_join(link)).json()["state"] == "missed"
    assert (await host.sees(first))["ended"] == "missed"
    assert await video_links.states_of(booked) == ["expired", "live", "live", "live"]
    refused(await host.asks("POST", first, "room/conclude"), RoomClosed)


async def test_nobody_has_missed_a_session_that_has_not_begun(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first, host = booked.series.occurrences[0].id, video_links.staff()
    video_links.now = booked.series.occurrences[0].starts_at - timedelta(seconds=1)
    refused(await host.asks("POST", first, "room/missed"), NotBegun)
    assert await video_links.states_of(booked) == ["live"] * 4
    video_links.now += timedelta(seconds=1)
    await host.says_missed(first)


async def test_who_was_in_the_call_did_attend(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first, host = booked.series.occurrences[0].id, video_links.staff()
    link = (await video_links.urls_of(booked))[0]
    await video_links.enters(await video_links.browser().joins(link))
    await host.admits(first)
    refused(await host.asks("POST", first, "room/missed"), ClientAttended)
    assert (await host.sees(first))["ended"] is None


async def test_who_is_let_in_twice_is_let_in_once(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first, host = booked.series.occurrences[0].id, video_links.staff()
    await video_links.enters(await video_links.browser().joins((await video_links.urls_of(booked))[0]))
    await host.admits(first)
    video_links.now += timedelta(seconds=1)
    await host.admits(first)
    assert await video_links.count("activities WHERE kind = 'admitted'") == 1
    assert await video_links.count("audit_entries WHERE action = 'client_admitted'") == 1


async def test_nobody_is_let_in_who_is_not_there(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first, host = booked.series.occurrences[0].id, video_links.staff()
    refused(await host.asks("POST", first, "room/admit"), NobodyWaits)
    link = (await video_links.urls_of(booked))[0]
    seat = await video_links.enters(await video_links.browser().joins(link))
    await video_links.leaves(seat)
    refused(await host.asks("POST", first, "room/admit"), NobodyWaits)


async def test_invariant_3_a_reissued_link_lives_and_the_old_one_is_dead(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first = booked.series.occurrences[0].id
    old = (await video_links.links_of(booked))[0]
    waiting = video_links.browser()
    await video_links.enters(await waiting.joins(old.url.open(KEYS)))
    await video_links.staff("manager").reissues(first)
    new = (await video_links.links_of(booked))[0]
    assert (new.generation, new.state, old.generation) == (2, "live", 1)
    assert new.url.open(KEYS) != old.url.open(KEYS)
    assert "There is a newer link for you" in (await waiting.opens(old.url.open(KEYS))).text
    assert (await waiting.asks_to_join(old.url.open(KEYS))).json()["state"] == "reissued"
    assert (await video_links.staff().sees(first))["client"] == "absent"
    await video_links.browser().joins(new.url.open(KEYS))
    (request,) = await video_links.told(LinkRequested)
    assert (request.appointment_id, request.cause) == (first, "reissued")


async def test_a_link_is_not_reissued_under_a_client_who_is_in_the_call(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first, host = booked.series.occurrences[0].id, video_links.staff()
    link = (await video_links.urls_of(booked))[0]
    await video_links.enters(await video_links.browser().joins(link))
    await host.admits(first)
    refused(await host.asks("POST", first, "link/reissue"), ClientInCall)
    assert await video_links.states_of(booked) == ["live"] * 4


async def test_what_has_ended_is_not_reissued(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first, host = booked.series.occurrences[0].id, video_links.staff()
    await host.concludes(first)
    refused(await host.asks("POST", first, "link/reissue"), RoomClosed)


async def test_invariant_3_two_reissues_at_once_leave_one_live_link(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first, host = booked.series.occurrences[0].id, video_links.staff("receptionist")
    await asyncio.gather(*(host.reissues(first) for _ in range(4)))
    assert await video_links.count("links WHERE state = 'live'") == 4
    assert await video_links.count("links WHERE reason = 'reissued'") == 4
    newest = (await video_links.links_of(booked))[0]
    assert (newest.generation, newest.state) == (5, "live")
    versions = [told.series_links.version for told in await video_links.tells()]
    assert versions == [1, 2, 3, 4, 5]


async def test_a_join_that_waits_for_the_conclusion_is_refused(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first = booked.series.occurrences[0].id
    browser, by = video_links.browser(), Actor(video_links.practice_id, "clinician-1")
    link = (await video_links.urls_of(booked))[0]
    await browser.opens(link)
    async with video_links.database.transaction(by.practice_id) as connection:
        call = await lock_call(connection, first, by.practice_id, window=Window())
        joining = asyncio.create_task(browser.asks_to_join(link))
        await video_links.someone_waits_for_a_lock()
        await save_call(
            connection,
            call,
            call.conclude(by=by.subject, now=AT_TEN),
            by=by,
            now=AT_TEN,
            installation=video_links.installation,
        )
    assert (await joining).json()["state"] == "ended"
    assert await video_links.count("client_sessions") == await video_links.count("room_tickets") == 0


async def test_a_conclusion_that_waits_for_a_join_voids_its_ticket(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first = booked.series.occurrences[0].id
    browser, by = video_links.browser(), Actor(video_links.practice_id, "clinician-1")
    link = (await video_links.urls_of(booked))[0]
    ticket = await browser.joins(link)
    async with video_links.database.transaction(by.practice_id) as connection:
        await lock_call(connection, first, by.practice_id, window=Window())
        concluding = asyncio.create_task(video_links.staff().concludes(first))
        await video_links.someone_waits_for_a_lock()
    await concluding
    assert await video_links.count("client_sessions WHERE ended_at IS NULL") == 0
    with pytest.raises(TicketRefused):
        await video_links.enters(ticket)


@pytest.mark.parametrize("what", ["leaves", "is cut off", "comes in", "comes back"])
async def test_a_page_that_comes_or_goes_while_the_host_concludes_blocks_nobody(
    video_links: VideoLinks, what: str
) -> None:
    """Each waits for the other's rows, were they not locked in one order."""
    booked = await video_links.books_for_now()
    first = booked.series.occurrences[0].id
    browser, by = video_links.browser(), Actor(video_links.practice_id, "clinician-1")
    link = (await video_links.urls_of(booked))[0]
    seat = await video_links.enters(await browser.joins(link))
    ticket = await browser.joins(link)

    async def comes_or_goes() -> None:
        if what == "leaves":
            await video_links.leaves(seat)
        elif what == "is cut off":
            await video_links.is_cut_off(seat)
        else:
            with pytest.raises(TicketRefused):
                await video_links.enters(ticket, participant=seat.participant_id if what == "comes back" else None)

    async with video_links.database.transaction(by.practice_id) as connection:
        call = await lock_call(connection, first, by.practice_id, window=Window())
        page = asyncio.create_task(comes_or_goes())
        await video_links.someone_waits_for_a_lock()
        without_pages, _ = call.conclude(by=by.subject, now=AT_TEN).lose_silent(now=AT_TEN + GONE_AFTER)
        await save_call(connection, call, without_pages, by=by, now=AT_TEN, installation=video_links.installation)
    await page


@pytest.mark.parametrize(
    ("what", "roles"),
    [
        ("room", {"clinician"}),
        ("room/admit", {"clinician"}),
        ("room/conclude", {"clinician"}),
        ("room/missed", {"clinician"}),
        ("link/reissue", {"clinician", "receptionist", "manager"}),
    ],
)
async def test_rooms_are_the_clinicians_and_reissuing_is_all_staffs(
    video_links: VideoLinks, what: str, roles: set[str]
) -> None:
    booked = await video_links.books_for_now()
    second = booked.series.occurrences[1].id
    for role in ("clinician", "receptionist", "manager", "client"):
        answer = await video_links.staff(role).asks("POST", second, what)
        assert (answer.status_code != 403) == (role in roles), role
    assert (
        await video_links.browser().http.post(f"/api/video-links/v1/appointments/{second}/{what}")
    ).status_code == 401


async def test_invariant_8_anothers_room_is_not_there(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first = booked.series.occurrences[0].id
    before = await video_links.rows()
    video_links.becomes_another_practice()
    for what in ("room", "room/admit", "room/conclude", "room/missed", "link/reissue"):
        refused(await video_links.staff().asks("POST", first, what), RoomUnknown)
    refused(await video_links.staff().asks("GET", first, "room"), RoomUnknown)
    assert await video_links.rows() == before


async def test_an_appointment_without_a_video_link_has_no_room_to_open(video_links: VideoLinks) -> None:
    booked = await video_links.books(sessions=1, video=False)
    appointment, host = booked.series.occurrences[0].id, video_links.staff()
    assert (await host.sees(appointment))["link"] == {"state": "none", "reason": None, "generation": None}
    for what in ("room", "room/conclude", "room/missed", "link/reissue"):
        refused(await host.asks("POST", appointment, what), RoomClosed)


async def test_who_did_what_when_is_on_record(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first, second, *_ = (occurrence.id for occurrence in booked.series.occurrences)
    host = video_links.staff()
    link = (await video_links.urls_of(booked))[0]
    await host.opens_room(first)
    await video_links.enters(await video_links.browser().joins(link))
    await host.admits(first)
    await host.concludes(first)
    video_links.now = a_week_later = AT_TEN + timedelta(weeks=1)
    await host.says_missed(second)
    await video_links.staff("receptionist").reissues(booked.series.occurrences[2].id)
    rows = await video_links.fetch("SELECT subject, action, about, at FROM audit_entries ORDER BY at, id")
    assert [(row["subject"], row["action"], row["about"]) for row in rows] == [
        ("clinician-1", "room_opened", first),
        ("clinician-1", "client_admitted", first),
        ("clinician-1", "call_concluded", first),
        ("clinician-1", "client_missed", second),
        ("receptionist-1", "link_reissued", booked.series.occurrences[2].id),
    ]
    assert [row["at"] for row in rows] == [*[AT_TEN] * 3, *[a_week_later] * 2]


async def test_a_refused_deed_is_not_on_record(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    await video_links.staff().asks("POST", booked.series.occurrences[0].id, "room/admit")
    assert await video_links.count("audit_entries") == 0
