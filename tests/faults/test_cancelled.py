"""A session is cancelled, and what had been planned for it does not go out any more."""

from uuid import UUID

import pytest

from tests.faults.case import Case, Faults
from tests.faults.sessions import is_held, second_session_of, until_a_neighbour_is_missed
from tests.support.eventually import eventually


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
        await until_a_neighbour_is_missed()
        await case.remind(session=session)
        await eventually(lambda: is_held(case, session), within=60)
        if away == "Kafka":
            await case.stack.kafka.start()
        else:
            await case.stack.booking.start()
