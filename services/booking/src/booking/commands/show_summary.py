from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from booking import audit, views
from booking.commands.open_appointment import Opened, open_appointment
from booking.views import ActivityRow, Deed
from messaging.actor import Actor
from messaging.database import Connection


@dataclass(frozen=True, slots=True)
class Summary:
    opened: Opened
    history: Sequence[Deed]
    activities: Sequence[ActivityRow]


async def show_summary(connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime) -> Summary:
    """All that is known of an appointment. That its link was shown, and to whom, is kept with it.

    Raises AppointmentNotFound.
    """
    opened = await open_appointment(connection, appointment_id)
    series_id = opened.series.id
    if opened.link is not None and opened.link.state == "live":
        await audit.add(connection, "link_shown", series_id, by=by, at=now, appointment_id=appointment_id)
    return Summary(
        opened,
        history=await views.history(connection, series_id),
        activities=await views.activities(connection, appointment_id),
    )
