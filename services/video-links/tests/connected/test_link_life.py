"""How links end by themselves or by what booking says, and never under a call that runs."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from contracts.call import CallActivity
from contracts.series import SeriesChanged, SeriesCreated
from messaging.actor import Actor
from tests.support.sealing_keys import KEYS
from tests.support.video_links import VideoLinks
from video_links.commands.enter_room import stay_in_room
from video_links.commands.provide_links import provide_links
from video_links.commands.reissue_link import reissue_link
from video_links.domain.appointment_times import OPENS_BEFORE
from video_links.errors import TicketRefused
from video_links.events import series_from

AT_TEN = datetime(2027, 10, 20, 9, tzinfo=UTC)
ELEVEN = AT_TEN + timedelta(hours=1)


def changed(booked: SeriesCreated, version: int, **first: object) -> SeriesChanged:
    """Booking's series with another first session."""
    occurrence, *others = booked.series.occurrences
    series = booked.series.model_copy(
        update={"version": version, "occurrences": [occurrence.model_copy(update=first), *others]}
    )
    return SeriesChanged(
        series=series, change="rescheduled", change_id=uuid7(), appointment_ids=[occurrence.id], notify=True
    )


async def test_invariant_3_a_cancelled_session_has_no_live_link(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    link = (await video_links.urls_of(booked))[0]
    ticket = await video_links.browser().joins(link)
    await video_links.hears(changed(booked, 2, status="cancelled"))
    assert await video_links.states_of(booked) == ["cancelled", "live", "live", "live"]
    assert "This session is cancelled" in (await video_links.browser().opens(link)).text
    assert await video_links.count("client_sessions WHERE ended_at IS NULL") == 0
    with pytest.raises(TicketRefused):
        await video_links.enters(ticket)


async def test_a_link_survives_a_change_of_time_and_tells_its_new_window(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    (before, *_) = await video_links.links_of(booked)
    later = timedelta(days=2)
    first = booked.series.occurrences[0]
    moved = changed(
        booked,
        2,
        local_start=first.local_start + later,
        starts_at=first.starts_at + later,
        ends_at=first.ends_at + later,
    )
    await video_links.hears(moved)
    (after, *_) = await video_links.links_of(booked)
    assert after.url.open(KEYS) == before.url.open(KEYS)
    assert before.opens_at == AT_TEN - timedelta(minutes=15)
    assert before.closes_at == ELEVEN
    assert (after.opens_at, after.closes_at) == (AT_TEN - timedelta(minutes=15) + later, ELEVEN + later)
    rows = await video_links.rows()
    await video_links.hears(moved, booked)
    assert await video_links.rows() == rows


def moved_by(delta: timedelta, booked: SeriesCreated) -> SeriesChanged:
    first = booked.series.occurrences[0]
    local_end = first.local_end + delta if first.local_end else None
    times = {"local_start": first.local_start + delta, "local_end": local_end}
    return changed(booked, 2, **times, starts_at=first.starts_at + delta, ends_at=first.ends_at + delta)


async def test_a_link_that_is_reissued_while_its_session_is_moved_goes_by_the_new_time(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    moved = moved_by(timedelta(days=2), booked)
    by = Actor(video_links.practice_id, "receptionist-1")
    async with video_links.database.transaction(by.practice_id) as connection:
        series, installation = series_from(moved.series, incarnation=0), video_links.installation
        await provide_links(connection, series, by=by, now=video_links.now, installation=installation)
        reissuing = asyncio.create_task(video_links.staff().reissues(ids(booked)[0]))
        await video_links.someone_waits_for_a_lock()
    await reissuing
    assert (await video_links.links_of(booked))[0].opens_at == moved.series.occurrences[0].starts_at - OPENS_BEFORE


async def test_a_session_that_is_moved_while_its_link_is_reissued_takes_the_new_link_along(
    video_links: VideoLinks,
) -> None:
    booked = await video_links.books_for_now()
    moved = moved_by(timedelta(days=2), booked)
    by = Actor(video_links.practice_id, "receptionist-1")
    async with video_links.database.transaction(by.practice_id) as connection:
        installation = video_links.installation
        await reissue_link(connection, ids(booked)[0], by=by, now=video_links.now, installation=installation)
        moving = asyncio.create_task(video_links.hears(moved))
        await video_links.someone_waits_for_a_lock()
    await moving
    (link, *_) = await video_links.links_of(booked)
    assert (link.generation, link.opens_at) == (2, moved.series.occurrences[0].starts_at - OPENS_BEFORE)


async def test_a_conclusion_that_booking_echoes_changes_no_link(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    await video_links.staff().concludes(booked.series.occurrences[0].id)
    told = len(await video_links.tells())
    await video_links.hears(changed(booked, 2, status="attended"))
    assert len(await video_links.tells()) == told
    assert await video_links.states_of(booked) == ["concluded", "live", "live", "live"]


def ids(booked: SeriesCreated) -> list[UUID]:
    return [occurrence.id for occurrence in booked.series.occurrences]


async def test_a_link_that_nobody_came_by_expires_with_its_window(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    video_links.now = ELEVEN - timedelta(seconds=1)
    await video_links.sweeper.sweep()
    assert await video_links.states_of(booked) == ["live"] * 4
    video_links.now = ELEVEN
    await video_links.sweeper.sweep()
    assert await video_links.states_of(booked) == ["expired", "live", "live", "live"]
    (told,) = await video_links.told(CallActivity)
    assert (told.call.ended, told.call.ended_at) == ("expired", ELEVEN)
    assert [one.kind for one in told.activities] == ["expired"]
    rows = await video_links.rows()
    await video_links.sweeper.sweep()
    assert await video_links.rows() == rows


async def test_a_call_that_nobody_concluded_is_abandoned_and_never_cut_while_it_runs(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    first, host, browser = ids(booked)[0], video_links.staff(), video_links.browser()
    link = (await video_links.urls_of(booked))[0]
    client = await video_links.enters(await browser.joins(link))
    clinician = await video_links.enters(await host.opens_room(first))
    await host.admits(first)
    video_links.now = ELEVEN + timedelta(minutes=20)
    await video_links.stays(client, clinician)
    await video_links.sweeper.sweep()
    assert await video_links.states_of(booked) == ["live"] * 4
    await video_links.is_cut_off(client)
    client = await video_links.enters(await browser.joins(link))
    await video_links.is_cut_off(client)
    await video_links.is_cut_off(clinician)
    video_links.now += timedelta(minutes=1)
    await video_links.sweeper.sweep()
    client = await video_links.enters(await browser.joins(link))
    clinician = await video_links.enters(await host.opens_room(first))
    assert (await host.sees(first))["client"] == "in_call"
    assert "The time for this session has passed" not in (await browser.opens(link)).text
    await video_links.leaves(client)
    await video_links.leaves(clinician)
    video_links.now += timedelta(minutes=2)
    await video_links.sweeper.sweep()
    assert await video_links.states_of(booked) == ["abandoned", "live", "live", "live"]
    assert (await host.sees(first))["ended"] == "abandoned"
    assert "Your session has ended" in (await browser.opens(link)).text


async def test_a_page_without_a_word_is_lost_and_the_diary_told(video_links: VideoLinks) -> None:
    """As when the replica died that had its socket."""
    booked = await video_links.books_for_now()
    first, host = ids(booked)[0], video_links.staff()
    link = (await video_links.urls_of(booked))[0]
    await video_links.enters(await video_links.browser().joins(link))
    clinician = await video_links.enters(await host.opens_room(first))
    video_links.now += timedelta(seconds=15)
    await video_links.stays(clinician)
    await video_links.sweeper.sweep()
    room = await host.sees(first)
    assert (room["client"], room["host_present"]) == ("lost", True)
    video_links.now += timedelta(seconds=15)
    await video_links.sweeper.sweep()
    told = (await video_links.told(CallActivity))[-1]
    assert (told.call.client, told.call.host_present) == ("lost", False)
    kinds = [one["kind"] for one in (await host.sees(first))["activities"]]
    assert kinds == ["opened", "joined", "host_entered", "lost", "host_left"]
    assert await video_links.count("participants") == 0


async def test_a_page_that_says_just_then_that_it_is_there_stays(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    seat = await video_links.enters(await video_links.browser().joins((await video_links.urls_of(booked))[0]))
    video_links.now += timedelta(seconds=16)
    async with video_links.database.transaction(seat.practice_id) as connection:
        assert await stay_in_room(connection, seat, now=video_links.now)
        sweeping = asyncio.create_task(video_links.sweeper.sweep())
        await video_links.someone_waits_for_a_lock()
    await sweeping
    assert await video_links.count("participants") == 1
    assert await video_links.count("activities WHERE kind = 'lost'") == 0


async def test_two_sweepers_end_each_link_once(video_links: VideoLinks) -> None:
    events = [await video_links.books_for_now() for _ in range(5)]
    video_links.now = ELEVEN
    await asyncio.gather(*(video_links.sweeper.sweep() for _ in range(3)))
    kinds = [one.kind for told in await video_links.told(CallActivity) for one in told.activities]
    assert kinds == ["expired"] * 5
    for booked in events:
        assert await video_links.states_of(booked) == ["expired", "live", "live", "live"]


async def test_one_practices_trouble_stops_no_others_sweep(video_links: VideoLinks) -> None:
    broken, sound = await video_links.books_for_now(), await video_links.books_for_now()
    await video_links.fetch(
        "UPDATE links SET token_sealed = 'damaged', ends_at = ends_at - interval '1 minute' WHERE appointment_id = $1",
        ids(broken)[0],
    )
    video_links.now = ELEVEN
    await video_links.sweeper.sweep()
    assert await video_links.states_of(broken) == ["live"] * 4
    assert await video_links.states_of(sound) == ["expired", "live", "live", "live"]


async def test_old_tickets_and_signals_are_swept_away(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    await video_links.staff().opens_room(ids(booked)[0])
    video_links.now += timedelta(hours=1)
    await video_links.staff().opens_room(ids(booked)[1])
    video_links.now += timedelta(minutes=2)
    await video_links.sweeper.sweep()
    (ticket,) = await video_links.fetch("SELECT appointment_id FROM room_tickets")
    assert ticket["appointment_id"] == ids(booked)[1]
