from datetime import datetime
from uuid import UUID

from booking import audit
from booking.diary_changes import diary_changed
from booking.domain.call import Attendance
from booking.events import series_changed
from booking.installation import Installation
from booking.store.practices import find_practice
from booking.store.series import lock_series_of, save_statuses
from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection


async def record_attendance(
    connection: Connection,
    appointment_id: UUID,
    attendance: Attendance,
    *,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> None:
    """An appointment was attended, or missed. One that is not booked any more stays what it is.

    Raises AppointmentNotFound.
    """
    series = await lock_series_of(connection, appointment_id)
    recorded = series.with_attendance(appointment_id, attendance, by=by.subject, at=now)
    if recorded == series:
        return
    practice = await find_practice(connection, by.practice_id)
    appointment = recorded.appointment(appointment_id)
    await save_statuses(connection, recorded, [appointment])
    await diary_changed(connection, by.practice_id, series.practitioner_id, series.days([appointment], practice.zone))
    await outbox.add(
        connection,
        series_changed(
            recorded,
            attendance,
            appointment_ids=[appointment_id],
            notify=False,
            keys=installation.transit_keys,
            change_id=installation.new_id(),
            event_id=installation.new_id(),
            by=by,
            at=now,
        ),
    )
    await audit.add(
        connection, attendance, series.id, entry_id=installation.new_id(), by=by, at=now, appointment_id=appointment_id
    )
