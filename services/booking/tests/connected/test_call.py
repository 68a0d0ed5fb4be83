"""What happens behind a session's link reaches the diary, the summary and, where the host has said so, its status."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from booking.app import MIGRATIONS
from contracts.series import SeriesChanged
from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.neighbours import START, Room, activity, after, links_of

NOTHING = {"client": "absent", "client_since": None, "host_present": False, "ended": None}


@pytest.fixture
async def room(clinic: Clinic) -> Room:
    return Room(clinic, await clinic.books_weekly("2027-03-22T10:00", 2))


async def changes(booking: Booking) -> list[SeriesChanged]:
    return [event for _, event in await booking.published() if isinstance(event, SeriesChanged)]


async def test_a_waiting_client_shows_in_diary_appointment_and_summary(room: Room) -> None:
    assert (await room.diary())["call"] is None
    await room.is_told(room.stands(1, activity("joined", -5), client="waiting", client_since=after(-5)))
    waiting = NOTHING | {"client": "waiting", "client_since": "2027-03-22T09:55:00Z"}
    opened = (await room.clinic.get(f"/appointments/{room.id}")).json()
    assert [(await room.diary())["call"], opened["call"], (await room.summary())["call"]] == [waiting] * 3
    await room.is_told(room.stands(2, client="in_call", client_since=after(0), host_present=True))
    assert (await room.diary())["call"] == {
        "client": "in_call",
        "client_since": "2027-03-22T10:00:00Z",
        "host_present": True,
        "ended": None,
    }


async def test_who_waits_by_a_join_like_a_mail_scanners_is_marked_until_somebody_else_joins(room: Room) -> None:
    waits = {"client": "waiting", "client_since": START}
    await room.is_told(room.stands(1, activity("joined", -5, scanner=True), **waits))
    assert (await room.diary())["scanner_waits"] is True
    await room.is_told(room.stands(2, activity("taken_over", -2), **waits))
    assert (await room.diary())["scanner_waits"] is False
    await room.is_told(room.stands(3, activity("rejoined", -1, scanner=True), client="left", client_since=START))
    assert (await room.diary())["scanner_waits"] is False


async def test_a_call_is_that_sessions_alone(room: Room) -> None:
    await room.is_told(room.stands(1, activity("joined"), client="waiting", client_since=START))
    _, second = await room.clinic.diary("2027-03-22", "2027-03-29")
    assert second["call"] is None
    assert (await room.clinic.summary(second["id"]))["activities"] == []


@pytest.mark.parametrize(("ended", "status"), [("concluded", "attended"), ("missed", "missed")])
async def test_what_the_host_says_of_the_session_becomes_its_status_and_is_told_once(
    booking: Booking, room: Room, ended: Any, status: str
) -> None:
    await room.is_told(room.ended(1, ended), room.ended(2, ended))
    shown = await room.diary()
    assert (shown["status"], shown["call"]["ended"]) == (status, ended)
    (changed,) = await changes(booking)
    assert (changed.change, changed.appointment_ids, changed.notify) == (status, [UUID(room.id)], False)
    assert (changed.series.version, [each.status for each in changed.series.occurrences]) == (2, [status, "booked"])
    assert (await room.summary())["series"]["version"] == 2


async def test_the_link_of_a_session_that_was_missed_does_not_say_that_its_time_has_passed(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    room = Room(clinic, series)
    await room.is_told(room.ended(1, "missed"))
    await clinic.booking.receives(links_of(series, dead="expired"), clinic.practice_id)
    opened = (await clinic.get(f"/appointments/{room.id}")).json()
    for link in (opened["link"], (await room.summary())["link"]):
        assert (link["state"], link["reason"], link["words"]) == ("dead", "expired", "The client did not attend.")


@pytest.mark.parametrize("ended", ["abandoned", "expired"])
async def test_a_session_that_nobody_concluded_stays_booked_and_its_history_says_how_it_ended(
    booking: Booking, room: Room, ended: Any
) -> None:
    await room.is_told(room.ended(1, ended))
    summary = await room.summary()
    assert (summary["status"], summary["call"]["ended"]) == ("booked", ended)
    assert [each["kind"] for each in summary["activities"]] == [ended]
    assert await changes(booking) == []


@pytest.mark.parametrize("status", ["cancelled", "attended", "missed"])
async def test_a_session_that_is_not_booked_any_more_stays_what_it_is(
    booking: Booking, room: Room, status: str
) -> None:
    await booking.rows("UPDATE appointments SET status = $2 WHERE id = $1", room.id, status)
    await room.is_told(room.ended(1, "missed" if status == "attended" else "concluded"))
    assert (await room.summary())["status"] == status
    assert await changes(booking) == []


async def test_the_history_names_who_concluded(room: Room) -> None:
    await room.clinic.adds_practitioner("Dr. Okafor", subject="okafor")
    await room.is_told(room.ended(1, "concluded"), by="okafor")
    summary = await room.summary()
    deed = summary["history"][0]
    assert (deed["who"], deed["action"], deed["words"]) == ("Dr. Okafor", "attended", "Concluded the 1st session")
    assert [(each["kind"], each["who"]) for each in summary["activities"]] == [("concluded", "Dr. Okafor")]


async def test_the_history_lists_what_happened_with_a_scanners_openings_in_one_line(room: Room) -> None:
    scanned = [activity("opened", -50 + each / 10, scanner=True) for each in range(6)]
    await room.is_told(
        room.stands(1, *scanned),
        room.stands(2, activity("opened", -10)),
        room.stands(3, activity("joined", -9), client="waiting", client_since=after(-9)),
        room.stands(4, activity("lost", 5), client="lost", client_since=after(5)),
        room.stands(5, activity("rejoined", 6), client="in_call", client_since=after(6)),
        room.stands(6, activity("lost", 7), client="lost", client_since=after(7)),
    )
    activities = (await room.summary())["activities"]
    assert [(each["kind"], each["at"], each["scanner"], each["count"]) for each in activities] == [
        ("lost", "2027-03-22T10:07:00Z", False, 1),
        ("rejoined", "2027-03-22T10:06:00Z", False, 1),
        ("lost", "2027-03-22T10:05:00Z", False, 1),
        ("joined", "2027-03-22T09:51:00Z", False, 1),
        ("opened", "2027-03-22T09:50:00Z", False, 1),
        ("opened", "2027-03-22T09:10:30Z", True, 6),
    ]
    assert {each["who"] for each in activities} == {None}


async def test_invariant_7_replays_and_older_events_after_newer_ones_change_nothing(
    booking: Booking, room: Room
) -> None:
    events = [
        room.stands(1, activity("joined"), client="waiting", client_since=START),
        room.stands(2, activity("admitted", 1), client="in_call", client_since=after(1), host_present=True),
        room.ended(3, "concluded"),
    ]
    await room.is_told(*events)
    before = await booking.everything()
    await room.is_told(*events, *reversed(events))
    assert await booking.everything() == before


async def test_in_any_order_the_newest_state_stands_and_no_activity_is_lost(booking: Booking, room: Room) -> None:
    await room.is_told(
        room.ended(3, "concluded"),
        room.stands(1, activity("joined"), client="waiting", client_since=START),
        room.stands(2, activity("admitted", 1), client="in_call", client_since=after(1)),
    )
    summary = await room.summary()
    assert (summary["status"], summary["call"]["client"], summary["call"]["ended"]) == ("attended", "left", "concluded")
    assert [each["kind"] for each in summary["activities"]] == ["concluded", "admitted", "joined"]
    assert len(await changes(booking)) == 1


async def test_invariant_8_another_practices_event_touches_no_room_of_ours(booking: Booking, room: Room) -> None:
    await room.is_told(room.stands(1, activity("joined"), client="waiting", client_since=START))
    before = [await room.diary(), await room.summary()]
    other = await Clinic.opened(booking)
    stranger = Room(other, {"id": str(room.series_id), "appointments": [{"id": room.id}]})
    await stranger.is_told(stranger.stands(2, activity("left"), client="left"))
    with pytest.raises(Exception, match="No appointment"):
        await stranger.is_told(stranger.ended(3, "concluded"))
    assert [await room.diary(), await room.summary()] == before


async def test_what_was_once_called_concluded_is_attended(booking: Booking, clinic: Clinic) -> None:
    await clinic.books_weekly("2027-03-22T10:00", 2)
    migration = (MIGRATIONS / "0012_no_concluded_appointments.sql").read_text()
    connection = await asyncpg.connect(booking.urls.owner_url)
    await connection.execute("ALTER TABLE appointments DROP CONSTRAINT appointments_status_check")
    await connection.execute("UPDATE appointments SET status = 'concluded' WHERE number = 1")
    await connection.execute("ALTER TABLE appointments ADD CONSTRAINT appointments_status_check CHECK (status <> '')")
    async with connection.transaction():
        await connection.execute(migration)
    rows = await connection.fetch("SELECT status FROM appointments ORDER BY number")
    await connection.close()
    assert [row["status"] for row in rows] == ["attended", "booked"]
