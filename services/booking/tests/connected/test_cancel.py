"""Sessions are cancelled whole or not at all, told once, and their slots are free."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from booking.errors import AppointmentNotFound, NothingToCancel, SlotsTaken
from contracts.series import SeriesChanged
from messaging import incarnations
from messaging.errors import IdempotencyKeyReused, VersionStale
from messaging.http.refusals import IdempotencyKeyMissing, IfMatchInvalid, IfMatchMissing
from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.neighbours import Room, message, messages_of
from tests.support.eventually import eventually
from tests.support.problems import refused

DAYS = ["2057-03-05", "2057-03-12", "2057-03-19", "2057-03-26"]


@pytest.fixture
async def series(clinic: Clinic) -> dict[str, Any]:
    return await clinic.books_weekly(f"{DAYS[0]}T10:00", 4)


def session(series: dict[str, Any], number: int) -> str:
    appointment_id: str = series["appointments"][number - 1]["id"]
    return appointment_id


def statuses(series: dict[str, Any]) -> list[str]:
    return [each["status"] for each in series["appointments"]]


async def changes(booking: Booking) -> list[SeriesChanged]:
    return [event for _, event in await booking.published() if isinstance(event, SeriesChanged)]


async def test_this_and_following_are_cancelled_in_diary_and_summary_and_told_in_one_event(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    response = await clinic.asks_to_cancel(session(series, 2), "this_and_following")
    answer = response.json()
    assert (response.status_code, response.headers["ETag"], answer["version"]) == (200, '"2"', 2)
    assert statuses(answer) == ["booked", "cancelled", "cancelled", "cancelled"]
    assert (await clinic.get(f"/series/{series['id']}")).json() == answer
    shown = await clinic.diary(DAYS[0], DAYS[-1])
    assert [each["status"] for each in shown] == ["booked", "cancelled", "cancelled", "cancelled"]
    summary = await clinic.summary(session(series, 2))
    assert summary["status"] == "cancelled"
    deed = summary["history"][0]
    assert (deed["who"], deed["words"]) == ("Joanne Price", "Cancelled the 3 sessions from the 2nd on")
    (changed,) = await changes(booking)
    assert (changed.change, changed.notify, changed.series.version) == ("cancelled", True, 2)
    assert changed.appointment_ids == [UUID(session(series, number)) for number in (2, 3, 4)]
    assert [each.status for each in changed.series.occurrences] == statuses(answer)


async def test_a_single_session_can_be_cancelled_without_a_message(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    answer = await clinic.cancels(session(series, 3), notify=False)
    assert statuses(answer) == ["booked", "booked", "cancelled", "booked"]
    (changed,) = await changes(booking)
    assert (changed.notify, changed.appointment_ids) == (False, [UUID(session(series, 3))])
    history = (await clinic.summary(session(series, 3)))["history"]
    assert history[0]["words"] == "Cancelled the 3rd session, without a message to the client"


async def test_all_ahead_leaves_what_has_begun_is_over_or_was_attended(clinic: Clinic, series: dict[str, Any]) -> None:
    now = datetime.now(UTC)
    for number, starts_at in ((1, now - timedelta(days=7)), (2, now - timedelta(minutes=10))):
        await clinic.booking.rows(
            """
            UPDATE appointments
               SET starts_at = $2, ends_at = $3, occupied_from = $2, occupied_to = $3
             WHERE id = $1
            """,
            session(series, number),
            starts_at,
            starts_at + timedelta(minutes=30),
        )
    await clinic.booking.rows("UPDATE appointments SET status = 'attended' WHERE id = $1", session(series, 1))
    answer = await clinic.cancels(session(series, 1), "all_ahead")
    assert statuses(answer) == ["attended", "booked", "cancelled", "cancelled"]
    assert statuses(await clinic.cancels(session(series, 2), version=2))[1] == "cancelled"


async def test_a_cancelled_slot_can_be_booked_anew(clinic: Clinic, series: dict[str, Any]) -> None:
    taken = await clinic.asks_for_series(clinic.booking_request(f"{DAYS[1]}T10:00"))
    refused(taken, SlotsTaken)
    await clinic.cancels(session(series, 2))
    await clinic.books(f"{DAYS[1]}T10:00")
    assert [each["status"] for each in await clinic.diary(DAYS[1])] == ["cancelled", "booked"]


async def test_who_has_not_said_which_version_they_saw_is_refused(clinic: Clinic, series: dict[str, Any]) -> None:
    before = await clinic.booking.everything()
    path = f"/appointments/{session(series, 1)}:cancel"
    body = {"scope": "this", "notify": True}

    async def asks(headers: dict[str, str]) -> httpx.Response:
        return await clinic.asks("POST", path, json=body, headers=headers)

    key = {"Idempotency-Key": "a-key"}
    refused(await asks(key), IfMatchMissing)
    refused(await asks(key | {"If-Match": "*"}), IfMatchInvalid)
    refused(await asks({"If-Match": '"1"'}), IdempotencyKeyMissing)
    assert await clinic.booking.everything() == before


async def test_who_saw_an_older_version_is_told_who_changed_it_and_when(clinic: Clinic, series: dict[str, Any]) -> None:
    morven = clinic.booking.issuer.bearer(clinic.practice_id, "manager", subject="mo", name="Morven Kerr")
    await clinic.cancels(session(series, 2), bearer=morven)
    await clinic.summary(session(series, 1))
    before = await clinic.booking.everything()
    response = await clinic.asks_to_cancel(session(series, 1))
    assert re.fullmatch(
        r"Morven Kerr changed this (on .+ )?at \d\d:\d\d\. Look at the new version before you cancel\.",
        refused(response, VersionStale)["detail"],
    )
    assert await clinic.booking.everything() == before
    refused(await clinic.asks_to_cancel(session(series, 1), version=3), VersionStale)
    assert (await clinic.asks_to_cancel(session(series, 1), version=2)).status_code == 200


async def test_what_was_seen_before_the_database_came_back_is_not_what_has_the_same_version_after_it(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    before = (await clinic.get(f"/appointments/{session(series, 1)}/cancellation")).headers["ETag"]
    assert before == '"1"'
    async with booking.database.transaction() as connection:
        began = await incarnations.begin(connection, whole=True)
    response = await clinic.asks_to_cancel(session(series, 1), etag=before)
    assert "came back from a backup" in refused(response, VersionStale)["detail"]
    preview = await clinic.get(f"/appointments/{session(series, 1)}/cancellation")
    assert preview.headers["ETag"] == preview.json()["etag"] == f'"{began}-1"'
    assert (await clinic.get(f"/series/{series['id']}")).headers["ETag"] == f'"{began}-1"'
    cancelled = await clinic.asks_to_cancel(session(series, 1), etag=f'W/"{began}-1"')  # as a proxy hands it on
    assert (cancelled.status_code, cancelled.headers["ETag"]) == (200, f'"{began}-2"')


async def test_what_is_told_as_new_without_a_backup_makes_no_tag_stale(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    async with booking.database.transaction() as connection:
        await incarnations.begin(connection, whole=False)
    assert (await clinic.asks_to_cancel(session(series, 1), etag='W/"1"')).status_code == 200


async def test_invariant_6_a_repeated_request_is_answered_as_the_first_and_cancels_once(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    first = await clinic.asks_to_cancel(session(series, 2), key="a-key")
    before = await booking.everything()
    again = await clinic.asks_to_cancel(session(series, 2), key="a-key")
    assert (again.status_code, again.content, again.headers["ETag"]) == (200, first.content, first.headers["ETag"])
    assert await booking.everything() == before
    other = await clinic.asks_to_cancel(session(series, 2), "all_ahead", key="a-key")
    refused(other, IdempotencyKeyReused)
    with_the_old_etag = await clinic.asks_to_cancel(session(series, 2))
    refused(with_the_old_etag, VersionStale)
    assert len(await changes(booking)) == 1


async def test_what_is_cancelled_already_is_refused_and_stores_nothing(clinic: Clinic, series: dict[str, Any]) -> None:
    await clinic.cancels(session(series, 2))
    before = await clinic.booking.everything()
    response = await clinic.asks_to_cancel(session(series, 2), version=2)
    assert refused(response, NothingToCancel)["detail"] == "The session is cancelled already."
    assert await clinic.booking.everything() == before


async def test_invariant_8_another_practices_appointment_cannot_be_cancelled(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    other = await Clinic.opened(booking)
    before = await booking.everything()
    refused(await other.asks_to_cancel(session(series, 1)), AppointmentNotFound)
    refused(await other.get(f"/appointments/{session(series, 1)}/cancellation"), AppointmentNotFound)
    assert await booking.everything() == before


async def test_of_two_who_cancel_at_once_one_does_it_and_the_other_is_told(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    async with _held_back(booking, clinic, how_many=8):
        cancelling = [
            asyncio.create_task(clinic.asks_to_cancel(session(series, number), "this_and_following"))
            for number in (1, 2, 3, 4, 1, 2, 3, 4)
        ]
    answers = await asyncio.gather(*cancelling)
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    assert len(await changes(booking)) == 1
    (row,) = await booking.rows("SELECT version FROM series")
    assert row["version"] == 2


async def test_a_session_that_is_concluded_meanwhile_stays_attended(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    """The conclusion holds the series' row while the cancellation comes."""
    room = Room(clinic, series)
    async with booking.database.transaction(clinic.practice_id) as connection:
        await connection.execute("SELECT FROM series FOR NO KEY UPDATE")
        cancelling = asyncio.create_task(clinic.asks_to_cancel(room.id))
        await _somebody_waits_for_a_lock(booking)
        await connection.execute("UPDATE series SET version = 2")
        await connection.execute("UPDATE appointments SET status = 'attended' WHERE id = $1", room.id)
    refused(await cancelling, VersionStale)
    problem = refused(await clinic.asks_to_cancel(room.id, version=2), NothingToCancel)
    assert problem["detail"] == "The session took place, and stays so."


async def test_attendance_that_comes_after_a_cancellation_changes_nothing(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    room = Room(clinic, series)
    async with _held_back(booking, clinic, how_many=2):
        both = [
            asyncio.create_task(clinic.asks_to_cancel(room.id)),
            asyncio.create_task(room.is_told(room.ended(1, "concluded"))),
        ]
    await asyncio.gather(*both, return_exceptions=True)
    status = (await room.summary())["status"]
    told = [(each.change, each.series.version) for each in await changes(booking)]
    assert (status, told) in [("cancelled", [("cancelled", 2)]), ("attended", [("attended", 2)])]


async def test_a_booking_that_comes_while_its_slot_is_being_cancelled_is_refused_or_has_it(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    """No deadlock, and never two booked at once: a booking locks its practitioner, a cancellation its series."""
    requests = [clinic.booking_request(f"{day}T10:00") for day in DAYS]
    answers = await asyncio.gather(
        clinic.asks_to_cancel(session(series, 1), "all_ahead"),
        *(clinic.asks_for_series(request) for _ in range(4) for request in requests),
    )
    assert answers[0].status_code == 200
    assert {answer.status_code for answer in answers[1:]} <= {201, 409}
    rows = await booking.rows("SELECT starts_at FROM appointments WHERE status <> 'cancelled'")
    assert len(rows) == len({row["starts_at"] for row in rows}) == [a.status_code for a in answers].count(201)


async def test_beforehand_it_says_what_would_go_and_stores_nothing(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    second, third = (UUID(session(series, number)) for number in (2, 3))
    told = messages_of(
        series,
        message(status="sent", sent_at=datetime.now(UTC)),
        message(trigger="reminder", appointment_id=second),
        message(trigger="reminder", appointment_id=third),
    )
    await booking.receives(told, clinic.practice_id)
    before = await booking.everything()
    response = await clinic.get(f"/appointments/{second}/cancellation")
    answer = response.json()
    assert (response.headers["ETag"], answer["version"]) == ('"1"', 1)
    assert [
        (each["scope"], [s["number"] for s in each["appointments"]], each["withdrawn"]) for each in answer["scopes"]
    ] == [
        ("this", [2], 1),
        ("this_and_following", [2, 3, 4], 2),
        ("all_ahead", [1, 2, 3, 4], 2),
    ]
    assert await booking.everything() == before


@asynccontextmanager
async def _held_back(booking: Booking, clinic: Clinic, *, how_many: int) -> AsyncIterator[None]:
    """Whoever wants to change the series waits, until so many do."""
    async with booking.database.transaction(clinic.practice_id) as connection:
        await connection.execute("SELECT FROM series FOR NO KEY UPDATE")
        yield
        await _somebody_waits_for_a_lock(booking, how_many=how_many)


async def _somebody_waits_for_a_lock(booking: Booking, *, how_many: int = 1) -> None:
    async def waiting() -> bool:
        rows = await booking.superuser_rows(
            "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return len(rows) >= how_many

    await eventually(waiting)
