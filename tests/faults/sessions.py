"""A session that is changed after its series was booked, and what notifications make of its reminder."""

import asyncio
from typing import Any, Final
from uuid import UUID

from tests.faults.case import Case
from tests.faults.reception import Booking

_NEIGHBOUR_IS_MISSED: Final = 35.0  # s; what was answered longer ago than 30 stops a message


def second_session_of(case: Case) -> tuple[Booking, Any]:
    booking = case.reception.bookings[0]
    return booking, booking.sessions[1]


async def until_a_neighbour_is_missed() -> None:
    await asyncio.sleep(_NEIGHBOUR_IS_MISSED)


async def is_held(case: Case, session: Any) -> bool:
    """Its reminder."""
    async with case.stack.superuser("notifications") as connection:
        held = await connection.fetchval(
            "SELECT status FROM communications WHERE appointment_id = $1 AND trigger = 'reminder'", UUID(session["id"])
        )
    assert held != "sent"
    return bool(held == "held")
