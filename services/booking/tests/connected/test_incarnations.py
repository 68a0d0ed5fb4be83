"""What the neighbours told in another life of their databases, and what they tell as of a new one."""

from datetime import UTC, datetime

import pytest
from uuid_utils.compat import uuid7

from booking.command_line import checks
from contracts.event import Event
from contracts.links import LinksChanged
from messaging.doctor import Finding
from messaging.errors import VersionOutOfBounds
from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.neighbours import Room, links_of, message, messages_of

LATER = 1_795_000_000_000


@pytest.mark.parametrize("version", [2**31 - 1, 1_000_001, -1])
async def test_a_version_that_nothing_has_is_refused_and_hides_no_later_change(clinic: Clinic, version: int) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    strange: list[Event] = [
        links_of(series, version=version),
        messages_of(series, message(version=version)),
        Room(clinic, series).stands(version),
    ]
    for event in strange:
        with pytest.raises(VersionOutOfBounds):
            await clinic.booking.receives(event, clinic.practice_id)
    await clinic.booking.receives(links_of(series, version=1), clinic.practice_id)
    assert (await clinic.summary(series["appointments"][0]["id"]))["link"]["state"] == "live"


def of_version(version: int, told: LinksChanged) -> LinksChanged:
    return LinksChanged(series_links=told.series_links.model_copy(update={"version": version}))


async def test_a_state_of_a_later_incarnation_is_newer_though_its_version_is_lower(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    room, told = Room(clinic, series), message(id=uuid7(), status="sent", version=9)
    lost: list[Event] = [links_of(series, version=9), messages_of(series, told), room.stands(9, client="in_call")]
    restored: list[Event] = [
        of_version(2, links_of(series, version=9, dead="cancelled")),
        messages_of(series, told.model_copy(update={"status": "failed", "version": 2})),
        room.stands(2, client="waiting", client_since=datetime(2027, 3, 22, 10, tzinfo=UTC)),
    ]
    for event in lost:
        await clinic.booking.receives(event, clinic.practice_id)
    for event in restored:
        await clinic.booking.receives(event, clinic.practice_id, incarnation=LATER)
    for event in lost:
        await clinic.booking.receives(event, clinic.practice_id)
    found = await stored(clinic.booking)
    assert found == {"links": ["dead", "dead"], "communications": ["failed"], "calls": ["waiting"]}


async def test_what_another_life_told_of_a_link_stays_until_this_one_tells_as_much(clinic: Clinic) -> None:
    """What the database of video-links has lost, the diary knows, and tells it."""
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    await clinic.booking.receives(links_of(series, version=2), clinic.practice_id)
    only_first = series | {"appointments": series["appointments"][:1]}
    forgotten = links_of(only_first, version=1)
    await clinic.booking.receives(forgotten, clinic.practice_id, incarnation=LATER)
    assert await generations(clinic.booking) == [2, 2]
    anew = links_of(series, version=1001)
    await clinic.booking.receives(anew, clinic.practice_id, incarnation=LATER)
    assert await generations(clinic.booking) == [1001, 1001]


async def generations(booking: Booking) -> list[int]:
    return [row[0] for row in await booking.rows("SELECT generation FROM links")]


async def test_live_links_of_series_that_the_diary_has_lost_are_named(clinic: Clinic) -> None:
    booked = await clinic.books("2057-03-22T10:00")
    await clinic.booking.receives(links_of(booked), clinic.practice_id)
    assert (await finding(clinic.booking)).state == "ok"
    lost = {"id": str(uuid7()), "appointments": [booked["appointments"][0] | {"id": str(uuid7())}]}
    await clinic.booking.receives(links_of(lost), clinic.practice_id)
    found = await finding(clinic.booking)
    assert (found.state, found.words) == (
        "look",
        f"live links of series that the diary has lost: practice {clinic.practice_id}, series {lost['id']} (1)",
    )
    await clinic.booking.receives(links_of(lost, version=2, dead="expired"), clinic.practice_id)
    assert (await finding(clinic.booking)).state == "ok"


async def finding(booking: Booking) -> Finding:
    [found] = [each async for each in checks(booking.settings) if each.check == "lost series"]
    return found


async def stored(booking: Booking) -> dict[str, list[str]]:
    return {
        table: [row[0] for row in await booking.rows(f"SELECT {column} FROM {table}")]
        for table, column in (("links", "state"), ("communications", "status"), ("calls", "client"))
    }
