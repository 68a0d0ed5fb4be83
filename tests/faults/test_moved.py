"""A session is moved: what was planned for its old time does not go out any more, and its client hears of it once."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from tests.faults.case import Case, Faults
from tests.faults.kills import ACCEPTED, COMMIT, COMMITTED, killed_at
from tests.faults.proxy import Way
from tests.faults.reception import Booking
from tests.faults.sessions import is_held, second_session_of, until_a_neighbour_is_missed
from tests.support.eventually import eventually

MOVED = rb"series\.changed\.v2"


async def test_a_session_is_moved_while_its_reminder_is_on_its_way(faults: Faults) -> None:
    """Scenario 13: the reminder with the old time is stopped."""
    async with faults.case("session moved", "its reminder claimed, before MAIL FROM") as case:
        await case.book()
        await case.comes_to_rest()
        worker = case.stack.notifications
        await worker.stop()
        await worker.start()
        booking, session = second_session_of(case)
        trap = worker.smtp.freeze_at(rb"EHLO")
        await case.remind(session=session)
        await trap.caught()
        await case.reception.move(booking, session)
        await eventually(lambda: notifications_know(case, booking, session), within=60)
        worker.smtp.mend()
        await is_to_be_reminded_of_the_new_time(case, session)


@pytest.mark.parametrize("away", ["Kafka", "the worker of booking"])
@pytest.mark.faults
async def test_a_session_is_moved_while_nobody_can_tell_notifications(faults: Faults, away: str) -> None:
    async with faults.case(f"{away} away; session moved", "its reminder falls due 35 s later") as case:
        await case.book()
        await case.comes_to_rest()
        booking, session = second_session_of(case)
        if away == "Kafka":
            await case.stack.kafka.stop()
        else:
            await case.stack.booking.kill()
        await case.reception.move(booking, session)
        await until_a_neighbour_is_missed()
        await case.remind(session=session)
        await eventually(lambda: is_held(case, session), within=60)
        if away == "Kafka":
            await case.stack.kafka.start()
        else:
            await case.stack.booking.start()
        await is_to_be_reminded_of_the_new_time(case, session)


@pytest.mark.parametrize(
    ("step", "pattern", "way"),
    [("before its commit", COMMIT, Way.TO_SERVER), ("committed, not answered", COMMITTED, Way.TO_CLIENT)],
)
@pytest.mark.faults
async def test_bookings_api_is_killed_while_it_moves(faults: Faults, step: str, pattern: bytes, way: Way) -> None:
    async with faults.case("kill -9 of the API of booking; session moved", step) as case:
        await case.book()
        await case.comes_to_rest()
        booking, session = second_session_of(case)
        api = case.stack.booking_api
        trap = api.postgres.freeze_at(pattern, way, after=MOVED)
        moving = asyncio.create_task(case.reception.move(booking, session))
        await killed_at(trap, api)
        await moving
        await is_to_be_reminded_of_the_new_time(case, session)


@pytest.mark.faults
async def test_a_sender_is_killed_when_the_message_of_a_move_was_accepted(faults: Faults) -> None:
    """It is tried once more, with the same Message-ID."""
    fault, step = "kill -9 of the worker of notifications; session moved", "accepted, not noted"
    async with faults.case(fault, step, copies=1) as case:
        await case.book()
        await case.comes_to_rest()
        booking, session = second_session_of(case)
        worker = case.stack.notifications
        trap = worker.smtp.freeze_at(ACCEPTED, Way.TO_CLIENT)
        await case.reception.move(booking, session)
        await killed_at(trap, worker)
        await is_to_be_reminded_of_the_new_time(case, session)


async def notifications_know(case: Case, booking: Booking, session: dict[str, Any]) -> bool:
    moved = next(each for each in booking.sessions if each["id"] == session["id"])
    async with case.stack.superuser("notifications") as connection:
        known = await connection.fetchval("SELECT local_start FROM appointments WHERE id = $1", UUID(session["id"]))
    return bool(known.isoformat() == moved["local_start"])


async def is_to_be_reminded_of_the_new_time(case: Case, session: dict[str, Any]) -> None:
    """The reminder of the old time has ended, and another is planned, which falls due with all others in the end."""
    await case.comes_to_rest()
    async with case.stack.superuser("notifications") as connection:
        found = await connection.fetch(
            """
            SELECT schedule_version, status
              FROM communications
             WHERE appointment_id = $1
               AND trigger = 'reminder'
             ORDER BY schedule_version
            """,
            UUID(session["id"]),
        )
    assert [tuple(row) for row in found] == [(1, "cancelled"), (2, "scheduled")]
    case.reminds_anew(session)
