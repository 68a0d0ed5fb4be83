from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from booking.domain.call import Call
from booking.domain.client import Recipient
from booking.domain.communication import Communication
from booking.domain.link import Link
from booking.domain.series import Series
from booking.errors import (
    AppointmentNotFound,
)
from booking.projections.calls import call_of
from booking.projections.communications import communications_of
from booking.projections.links import link_of
from booking.store.series import find_series
from messaging.database import Connection


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """What the summary says of an appointment beyond its series. `practice_zone` is IANA."""

    appointment_id: UUID
    series_id: UUID
    practitioner_name: str
    recipients: Sequence[Recipient]
    colour: str
    booked_by: str
    practice_zone: str


@dataclass(frozen=True, slots=True)
class Opened:
    appointment: AppointmentRow
    series: Series
    link: Link | None
    call: Call | None
    communications: Sequence[Communication]


async def open_appointment(connection: Connection, appointment_id: UUID) -> Opened:
    """What is known of an appointment, for one who is not to see its link.

    Raises AppointmentNotFound.
    """
    appointment = await _appointment(connection, appointment_id)
    return Opened(
        appointment=appointment,
        series=await find_series(connection, appointment.series_id),
        link=await link_of(connection, appointment_id),
        call=await call_of(connection, appointment_id),
        communications=await communications_of(connection, appointment.series_id),
    )


async def _appointment(connection: Connection, appointment_id: UUID) -> AppointmentRow:
    """Raises AppointmentNotFound."""
    row = await connection.fetchrow(
        """
        SELECT appointments.id AS appointment_id, appointments.series_id, practitioners.name AS practitioner_name,
               clients.recipients, appointment_kinds.colour, coalesce(staff.name, series.booked_by) AS booked_by,
               practices.zone AS practice_zone
          FROM appointments
          JOIN practices ON practices.id = appointments.practice_id
          JOIN series ON series.id = appointments.series_id
          JOIN practitioners ON practitioners.id = appointments.practitioner_id
          JOIN clients ON clients.id = series.client_id
          JOIN appointment_kinds ON appointment_kinds.id = series.kind_id
          LEFT JOIN staff ON staff.subject = series.booked_by
         WHERE appointments.id = $1
        """,
        appointment_id,
    )
    if row is None:
        raise AppointmentNotFound(f"No appointment {appointment_id} in this practice.")
    return AppointmentRow(**dict(row) | {"recipients": [Recipient(**each) for each in row["recipients"]]})
