"""What booking told in another life of its database, and what it tells as of a new one."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest

from contracts.event import Event
from contracts.links import Link
from contracts.sealed import Sealed
from contracts.series import SeriesCreated, SeriesSnapshot
from messaging import incarnations
from messaging.errors import VersionOutOfBounds
from tests.support.lives import chance, in_any_order, lives_of
from tests.support.sealing_keys import KEYS
from tests.support.video_links import VideoLinks

LATER = 1_795_000_000_000


def with_statuses(booked: SeriesCreated, version: int, *statuses: str) -> SeriesSnapshot:
    occurrences = [
        each.model_copy(update={"status": status})
        for each, status in zip(booked.series.occurrences, statuses, strict=True)
    ]
    return SeriesSnapshot(series=booked.series.model_copy(update={"version": version, "occurrences": occurrences}))


@pytest.mark.parametrize("version", [2**31 - 1, 1_000_001, 0, -1])
async def test_a_version_that_nothing_has_is_refused_and_hides_no_later_change(
    video_links: VideoLinks, version: int
) -> None:
    booked = await video_links.books(2)
    strange: list[Callable[[int], Event]] = [
        lambda number: with_statuses(booked, number, "booked", "booked"),
        video_links.practice,
        video_links.practitioner,
    ]
    for make in strange:
        with pytest.raises(VersionOutOfBounds):
            await video_links.hears(make(version))
    await video_links.hears(with_statuses(booked, 2, "cancelled", "booked"))
    assert await video_links.states_of(booked) == ["cancelled", "live"]


async def test_a_state_of_a_later_incarnation_is_newer_though_its_version_is_lower(video_links: VideoLinks) -> None:
    booked = await video_links.books(2)
    await video_links.hears(with_statuses(booked, 7, "booked", "booked"))
    await video_links.hears(with_statuses(booked, 3, "booked", "cancelled"), incarnation=LATER)
    assert await video_links.states_of(booked) == ["live", "cancelled"]
    await video_links.hears(with_statuses(booked, 8, "cancelled", "cancelled"))
    assert await video_links.states_of(booked) == ["live", "cancelled"]


async def test_a_session_that_is_booked_again_in_a_new_life_has_the_link_that_its_client_holds(
    video_links: VideoLinks,
) -> None:
    booked = await video_links.books(2)
    urls = await video_links.urls_of(booked)
    await video_links.hears(with_statuses(booked, 2, "cancelled", "cancelled"))
    assert "cancelled" in (await video_links.opens(urls[0])).text
    await video_links.hears(with_statuses(booked, 1, "booked", "booked"), incarnation=LATER)
    assert await video_links.states_of(booked) == ["live", "live"]
    assert await video_links.urls_of(booked) == urls
    assert "cancelled" not in (await video_links.opens(urls[0])).text


async def test_what_the_host_has_ended_stays_ended_whatever_comes_back(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now(2)
    await video_links.staff().opens_room(booked.series.occurrences[0].id)
    await video_links.staff().concludes(booked.series.occurrences[0].id)
    await video_links.hears(with_statuses(booked, 1, "booked", "booked"), incarnation=LATER)
    assert await video_links.states_of(booked) == ["concluded", "live"]


async def test_a_session_that_a_diary_which_came_back_does_not_name_is_given_up(video_links: VideoLinks) -> None:
    booked = await video_links.books(3)
    fewer = booked.series.model_copy(update={"occurrences": booked.series.occurrences[:2]})
    await video_links.hears(SeriesSnapshot(series=fewer), incarnation=LATER)
    assert await video_links.states_of(booked) == ["live", "live", "cancelled"]


async def test_practices_and_practitioners_go_by_the_incarnation_first(video_links: VideoLinks) -> None:
    await video_links.hears(video_links.practice(version=9), video_links.practitioner(version=9))
    named = video_links.practice(version=2, name="As restored"), video_links.practitioner(version=2, name="As restored")
    await video_links.hears(*named, incarnation=LATER)
    await video_links.hears(video_links.practice(version=10), video_links.practitioner(version=10))
    for table in ("practices", "practitioners"):
        assert [row["name"] for row in await video_links.fetch(f"SELECT name FROM {table}")] == ["As restored"]


async def came_back(video_links: VideoLinks, *tables: str) -> None:
    """From a backup of before there was anything in these tables; and somebody has said so."""
    for table in tables:
        await video_links.fetch(f"DELETE FROM {table}")
    async with video_links.database.transaction() as connection:
        await incarnations.begin(connection, whole=True)


def snapshot(booked: SeriesCreated, links: Sequence[Link]) -> SeriesSnapshot:
    """As booking tells it, which seals what it knows of links for its own event."""
    own = (each.model_copy(update={"url": Sealed[str].seal(each.url.open(KEYS), KEYS)}) for each in links)
    return SeriesSnapshot(series=booked.series, links=tuple(own))


async def test_links_that_clients_hold_work_again_though_their_database_has_lost_them(video_links: VideoLinks) -> None:
    booked = await video_links.books(3)
    links, urls = await video_links.links_of(booked), await video_links.urls_of(booked)
    before = datetime.now(UTC)
    await came_back(video_links, "links", "appointments", "series", "series_links", "calls")
    assert (await video_links.opens(urls[0])).status_code == 404
    told = len(await video_links.tells())

    await video_links.hears(booked, at=before)  # again, since the backup
    assert len(await video_links.tells()) == told, "links of before are not made anew: there may have been some"

    await video_links.hears(snapshot(booked, links))
    assert await video_links.urls_of(booked) == urls
    assert (await video_links.opens(urls[0])).status_code == 200
    await video_links.hears(snapshot(booked, links))
    assert await video_links.states_of(booked) == ["live", "live", "live"]


async def test_a_reissue_that_was_lost_is_so_again(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now(2)
    (first, *_), appointment = await video_links.urls_of(booked), booked.series.occurrences[0]
    await video_links.staff().reissues(appointment.id)
    links, (second, *_) = await video_links.links_of(booked), await video_links.urls_of(booked)
    await came_back(video_links)
    await video_links.fetch("DELETE FROM links WHERE generation = 2")
    await video_links.fetch("UPDATE links SET state = 'live', reason = NULL WHERE appointment_id = $1", appointment.id)
    assert (await video_links.opens(second)).status_code == 404
    await video_links.hears(snapshot(booked, links))
    assert await video_links.urls_of(booked) == [second, await url_of_second(video_links, booked)]
    assert (await video_links.opens(second)).status_code == 200
    assert first != second
    rows = await video_links.fetch(
        "SELECT reason FROM links WHERE appointment_id = $1 ORDER BY generation", appointment.id
    )
    assert [row["reason"] for row in rows] == ["reissued", None]


async def url_of_second(video_links: VideoLinks, booked: SeriesCreated) -> str:
    return (await video_links.urls_of(booked))[1]


async def test_a_link_that_was_dead_comes_back_dead(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now(2)
    await video_links.staff().opens_room(booked.series.occurrences[0].id)
    await video_links.staff().concludes(booked.series.occurrences[0].id)
    links = await video_links.links_of(booked)
    await came_back(video_links, "activities", "calls", "links", "appointments", "series", "series_links")
    await video_links.hears(snapshot(booked, links))
    assert await video_links.states_of(booked) == ["concluded", "live"]


async def test_a_new_link_after_that_is_of_no_generation_that_a_lost_one_may_have_had(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now(2)
    await came_back(video_links)
    await video_links.staff().reissues(booked.series.occurrences[0].id)
    assert [link.generation for link in await video_links.links_of(booked)] == [1001, 1]
    await came_back(video_links)
    await video_links.staff().reissues(booked.series.occurrences[0].id)
    assert [link.generation for link in await video_links.links_of(booked)] == [2001, 1]
    new = await video_links.books(1)
    assert [link.generation for link in await video_links.links_of(new)] == [2001]


async def live_links(video_links: VideoLinks, series_id: UUID) -> dict[int, datetime]:
    """When each ends that lives, by its appointment's number."""
    rows = await video_links.fetch(
        """
        SELECT appointments.number, links.ends_at
          FROM links
          JOIN appointments ON appointments.id = links.appointment_id
         WHERE links.series_id = $1
           AND links.state = 'live'
        """,
        series_id,
    )
    return {row["number"]: row["ends_at"] for row in rows}


@pytest.mark.parametrize("seed", range(40))
async def test_any_order_of_any_lives_ends_in_the_links_that_the_newest_state_alone_would_give(
    video_links: VideoLinks, seed: int
) -> None:
    random = chance(seed)
    booked = video_links.series(4)
    told = lives_of(booked.series, random)
    for each in in_any_order(told, random):
        await video_links.hears(each.event(random, booked), incarnation=each.incarnation)
    alone = {each.number: each.ends_at for each in told[-1].series.occurrences if each.status == "booked"}
    assert await live_links(video_links, booked.series.id) == alone
