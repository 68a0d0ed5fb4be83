from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from booking import room_store, store, views
from booking.domain.call import Call
from booking.domain.communication import Communication
from booking.domain.series import Series
from booking.views import AppointmentRow, LinkRow
from messaging.database import Connection


@dataclass(frozen=True, slots=True)
class Opened:
    appointment: AppointmentRow
    series: Series
    link: LinkRow | None
    call: Call | None
    communications: Sequence[Communication]


async def open_appointment(connection: Connection, appointment_id: UUID) -> Opened:
    """What is known of an appointment, for one who is not to see its link.

    Raises AppointmentNotFound.
    """
    appointment = await views.appointment(connection, appointment_id)
    return Opened(
        appointment=appointment,
        series=await store.series(connection, appointment.series_id),
        link=await views.link(connection, appointment_id),
        call=await room_store.call(connection, appointment_id),
        communications=await views.communications(connection, appointment.series_id),
    )
