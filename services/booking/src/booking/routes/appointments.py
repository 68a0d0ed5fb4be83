from uuid import UUID

from fastapi import APIRouter

from booking.commands.show_summary import show_summary
from booking.errors import AppointmentNotFound
from booking.queries.appointment import open_appointment
from booking.routes.dependencies import Booking, Installed, Staff
from booking.routes.models.appointments import (
    OpenedAppointment,
    SummaryResponse,
)
from messaging.http.documents import problems

router = APIRouter(tags=["appointments"])


@router.get("/appointments/{appointment_id}", responses=problems(AppointmentNotFound))
async def get_appointment(appointment_id: UUID, caller: Staff, database: Booking) -> OpenedAppointment:
    """An appointment, as it opens in the diary. Its link is not in it, so that nothing is recorded."""
    async with database.transaction(caller.practice_id) as connection:
        return OpenedAppointment.of_opened(await open_appointment(connection, appointment_id))


@router.get("/appointments/{appointment_id}/summary", responses=problems(AppointmentNotFound))
async def get_summary(
    appointment_id: UUID, caller: Staff, database: Booking, installation: Installed
) -> SummaryResponse:
    """All that is known of an appointment. Whoever sees its link is recorded."""
    async with database.transaction(caller.practice_id) as connection:
        summary = await show_summary(
            connection, appointment_id, by=caller, now=installation.now(), installation=installation
        )
        return SummaryResponse.of_summary(summary, storage=installation.storage)
