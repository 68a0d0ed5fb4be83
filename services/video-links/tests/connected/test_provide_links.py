import re

import asyncpg
import pytest

from contracts.series import SeriesSnapshot
from messaging.database import Database
from tests.support.link_users import PUBLIC_URL
from tests.support.sealing_keys import KEYS
from tests.support.video_links import VideoLinks


async def test_invariant_3_every_booked_video_session_has_one_live_link_of_its_own(video_links: VideoLinks) -> None:
    booked = await video_links.books(sessions=4)
    links = await video_links.links_of(booked)
    assert [link.appointment_id for link in links] == [occurrence.id for occurrence in booked.series.occurrences]
    assert {(link.state, link.generation, link.reason) for link in links} == {("live", 1, None)}
    urls = [link.url.open(KEYS) for link in links]
    assert len(set(urls)) == 4
    assert all(re.fullmatch(rf"{PUBLIC_URL}/v/[\w-]{{22}}", url) for url in urls)
    assert await video_links.count("links WHERE state = 'live'") == 4


async def test_invariant_3_no_two_sessions_share_a_link_over_many_series(video_links: VideoLinks) -> None:
    for _ in range(10):
        await video_links.books(sessions=52)
    urls = [link.url.open(KEYS) for told in await video_links.tells() for link in told.series_links.links]
    assert len(set(urls)) == 520


async def test_invariant_3_a_series_that_is_not_by_video_has_no_link_and_nothing_is_told(
    video_links: VideoLinks,
) -> None:
    await video_links.books(sessions=4, video=False)
    assert await video_links.tells() == []
    assert await video_links.count("links") == 0


async def test_version_1_of_the_contract_has_another_word_for_a_session_that_took_place(
    video_links: VideoLinks,
) -> None:
    await video_links.books(sessions=2, statuses=["concluded", "booked"])
    rows = await video_links.fetch("SELECT status FROM appointments ORDER BY number")
    assert [row["status"] for row in rows] == ["attended", "booked"]


async def test_invariant_3_a_session_that_is_not_booked_has_no_link(video_links: VideoLinks) -> None:
    booked = await video_links.books(sessions=3, statuses=["booked", "cancelled", "booked"])
    links = await video_links.links_of(booked)
    first, _, third = booked.series.occurrences
    assert [link.appointment_id for link in links] == [first.id, third.id]


async def test_invariant_3_the_database_refuses_a_second_live_link(video_links: VideoLinks) -> None:
    await video_links.books(sessions=1)
    second = """
        INSERT INTO links
               (id, practice_id, series_id, appointment_id, generation, token_hash, token_sealed, state, made_at,
                starts_at, ends_at)
        SELECT gen_random_uuid(), practice_id, series_id, appointment_id, 2, sha256('other'), 'other', 'live', now(),
               starts_at, ends_at
          FROM links
    """
    with pytest.raises(asyncpg.UniqueViolationError, match="one_live_link"):
        await video_links.fetch(second)


async def test_a_token_stands_nowhere_in_clear(video_links: VideoLinks) -> None:
    booked = await video_links.books(sessions=4)
    everything = str(await video_links.rows()) + str(await video_links.fetch("SELECT * FROM outbox"))
    values = b"".join(row["value"] for row in await video_links.fetch("SELECT value FROM outbox"))
    for link in await video_links.links_of(booked):
        token = link.url.open(KEYS).rpartition("/")[2]
        assert token not in everything
        assert token.encode() not in values
        assert token.encode().hex() not in everything


async def test_a_series_tells_of_all_its_links_in_one_event(video_links: VideoLinks) -> None:
    booked = await video_links.books(sessions=366)
    (told,) = await video_links.tells()
    assert (told.subject, told.series_links.version, len(told.series_links.links)) == (booked.series.id, 1, 366)


async def test_invariant_7_events_that_come_again_change_no_row_and_tell_nothing(video_links: VideoLinks) -> None:
    events = [video_links.series(4), video_links.practice(), video_links.practitioner(), video_links.series(2)]
    await video_links.hears(*events)
    before = await video_links.rows()
    await video_links.hears(*events, *events)
    assert await video_links.rows() == before


async def test_invariant_7_old_events_after_new_ones_change_nothing(video_links: VideoLinks) -> None:
    old = video_links.series(4)
    first, *others = old.series.occurrences
    cancelled = first.model_copy(update={"status": "cancelled"})
    await video_links.hears(
        video_links.series(version=3, series_id=old.series.id, occurrences=[cancelled, *others]),
        video_links.practice(version=2),
        video_links.practitioner(version=5),
    )
    assert await video_links.count("links") == 3
    before = await video_links.rows()
    await video_links.hears(
        old,
        video_links.practice(version=1, name="Old name", phone=None),
        video_links.practitioner(version=4, name="Old name"),
    )
    assert await video_links.rows() == before


async def test_a_newer_state_of_a_series_keeps_its_links_and_adds_those_that_are_wanting(
    video_links: VideoLinks,
) -> None:
    first = await video_links.books(sessions=2)
    (before,) = await video_links.tells()
    more = video_links.series(4).series.occurrences[2:]
    longer = video_links.series(version=2, series_id=first.series.id, occurrences=[*first.series.occurrences, *more])
    await video_links.hears(longer)
    _, after = await video_links.tells()
    assert after.series_links.version == 2
    kept = [link.url.open(KEYS) for link in after.series_links.links][:2]
    assert kept == [link.url.open(KEYS) for link in before.series_links.links]
    assert [link.appointment_id for link in after.series_links.links] == [
        occurrence.id for occurrence in longer.series.occurrences
    ]


async def test_keys_at_rest_rotate_the_first_seals_and_all_open(video_links: VideoLinks) -> None:
    first = await video_links.books(sessions=1)
    before = await video_links.links_of(first)
    video_links.rotates_storage_keys()
    more = video_links.series(2).series.occurrences[1:]
    await video_links.hears(
        video_links.series(version=2, series_id=first.series.id, occurrences=[*first.series.occurrences, *more])
    )
    assert (await video_links.links_of(first))[0].url.open(KEYS) == before[0].url.open(KEYS)


async def test_the_application_can_neither_kill_nor_delete_a_link(video_links: VideoLinks) -> None:
    await video_links.books(sessions=1)
    async with Database(video_links.urls.application_url) as database:
        for statement in ("DELETE FROM links", "UPDATE links SET token_hash = sha256('mine')"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with database.transaction(video_links.practice_id) as connection:
                    await connection.execute(statement)


async def test_a_series_told_again_has_its_links_told_again_and_they_stay_the_same(video_links: VideoLinks) -> None:
    booked = await video_links.books(sessions=2)
    before = await video_links.rows()
    await video_links.hears(SeriesSnapshot(series=booked.series))
    first, again = await video_links.tells()
    assert (first.series_links.version, again.series_links.version) == (1, 2)
    assert [(link.appointment_id, link.url.open(KEYS)) for link in again.series_links.links] == [
        (link.appointment_id, link.url.open(KEYS)) for link in first.series_links.links
    ]
    after = await video_links.rows()
    written = {table for table in after if after[table] != before[table]}
    assert written == {"series", "appointments", "series_links", "outbox"}


async def test_a_series_whose_booking_was_lost_has_its_links_once_it_is_told_again(video_links: VideoLinks) -> None:
    lost = video_links.series(4)
    await video_links.hears(SeriesSnapshot(series=lost.series))
    links = await video_links.links_of(lost)
    assert [link.state for link in links] == ["live"] * 4
    await video_links.hears(lost)
    assert await video_links.links_of(lost) == links


async def test_a_series_whose_cancellation_was_lost_has_its_links_dead_once_it_is_told_again(
    video_links: VideoLinks,
) -> None:
    booked = await video_links.books(sessions=2)
    first, second = booked.series.occurrences
    cancelled = booked.series.model_copy(
        update={"version": 2, "occurrences": [first, second.model_copy(update={"status": "cancelled"})]}
    )
    await video_links.hears(SeriesSnapshot(series=cancelled))
    links = (await video_links.tells())[-1].series_links.links
    assert [(link.state, link.reason) for link in links] == [("live", None), ("dead", "cancelled")]


async def test_an_older_series_told_again_changes_nothing(video_links: VideoLinks) -> None:
    old = video_links.series(2)
    await video_links.hears(
        video_links.series(version=2, series_id=old.series.id, occurrences=old.series.occurrences[:1])
    )
    before = await video_links.rows()
    await video_links.hears(SeriesSnapshot(series=old.series))
    assert await video_links.rows() == before


async def test_an_event_that_names_a_session_twice_gives_it_one_link(video_links: VideoLinks) -> None:
    (session,) = video_links.series(1).series.occurrences
    doubled = video_links.series(occurrences=[session, session])
    await video_links.hears(doubled)
    assert len(await video_links.links_of(doubled)) == 1
