"""A session is cancelled, and what had been planned for it does not go out any more."""

import asyncio
from uuid import UUID

import pytest

from tests.faults.case import Case, Faults
from tests.faults.reception import Booking
from tests.support.eventually import eventually

NEIGHBOUR_IS_MISSED = 35.0  # s; what was answered longer ago than 30 stops a message


def second_session_of(case: Case) -> tuple[Booking, dict[str, str]]:
    booking = case.reception.bookings[0]
    return booking, booking.sessions[1]


async def test_a_session_is_cancelled_while_its_reminder_is_on_its_way(faults: Faults) -> None:
    async with faults.case("session cancelled", "its reminder claimed, before MAIL FROM") as case:
        await case.book()
        await case.comes_to_rest()
        worker = case.stack.notifications
        await worker.stop()
        await worker.start()
        booking, session = second_session_of(case)
        trap = worker.smtp.freeze_at(rb"EHLO")
        await case.remind(session=session)
        await trap.caught()
        await case.reception.cancel(booking, session)
        await eventually(lambda: notifications_know(case, session), within=60)
        worker.smtp.mend()


async def notifications_know(case: Case, session: dict[str, str]) -> bool:
    async with case.stack.superuser("notifications") as connection:
        status = await connection.fetchval("SELECT status FROM appointments WHERE id = $1", UUID(session["id"]))
    return bool(status == "cancelled")


@pytest.mark.parametrize("away", ["Kafka", "the worker of booking"])
@pytest.mark.faults
async def test_a_session_is_cancelled_while_nobody_can_tell_notifications(faults: Faults, away: str) -> None:
    async with faults.case(f"{away} away; session cancelled", "its reminder falls due 35 s later") as case:
        await case.book()
        await case.comes_to_rest()
        booking, session = second_session_of(case)
        if away == "Kafka":
            await case.stack.kafka.stop()
        else:
            await case.stack.booking.kill()
        await case.reception.cancel(booking, session)
        await asyncio.sleep(NEIGHBOUR_IS_MISSED)
        await case.remind(session=session)
        await eventually(lambda: is_held(case, session), within=60)
        if away == "Kafka":
            await case.stack.kafka.start()
        else:
            await case.stack.booking.start()


async def is_held(case: Case, session: dict[str, str]) -> bool:
    async with case.stack.superuser("notifications") as connection:
        held = await connection.fetchval(
            "SELECT status FROM communications WHERE appointment_id = $1 AND trigger = 'reminder'", UUID(session["id"])
        )
    assert held != "sent"
    return bool(held == "held")
