from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from booking import audit, store, views
from booking.domain.communication import Communication
from booking.domain.series import Series
from booking.views import AppointmentRow, Deed, LinkRow
from messaging.actor import Actor
from messaging.database import Connection


@dataclass(frozen=True, slots=True)
class Summary:
    appointment: AppointmentRow
    series: Series
    link: LinkRow | None
    communications: Sequence[Communication]
    history: Sequence[Deed]


async def show_summary(connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime) -> Summary:
    """All that is known of an appointment. That its link was shown, and to whom, is kept with it.

    Raises AppointmentNotFound.
    """
    appointment = await views.appointment(connection, appointment_id)
    link = await views.link(connection, appointment_id)
    if link is not None and link.state == "live":
        await audit.add(connection, "link_shown", appointment.series_id, by=by, at=now, appointment_id=appointment_id)
    return Summary(
        appointment=appointment,
        series=await store.series(connection, appointment.series_id),
        link=link,
        communications=await views.communications(connection, appointment.series_id),
        history=await views.history(connection, appointment.series_id),
    )
