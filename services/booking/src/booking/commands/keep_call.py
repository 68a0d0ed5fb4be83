from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from booking.commands.record_attendance import record_attendance
from booking.diary_changes import diary_changed
from booking.domain.call import EMPTY_ROOM, Activity, Call
from booking.installation import Installation
from booking.projections import calls
from booking.queries.diary import whose_days
from messaging.cause import Cause
from messaging.database import Connection


async def keep_call(
    connection: Connection,
    appointment_id: UUID,
    call: Call,
    activities: Sequence[Activity],
    cause: Cause,
    *,
    now: datetime,
    installation: Installation,
) -> None:
    """Keep how it stands in a room, unless newer is known, and what happened there. What the host has said of the
    client's attendance becomes the appointment's status."""
    await calls.keep_activities(connection, appointment_id, activities, by=cause.actor)
    known = await calls.call_of(connection, appointment_id) or EMPTY_ROOM
    if not await calls.keep_call(connection, cause.practice_id, appointment_id, call):
        return
    if not call.looks_like(known):
        await _tell_diary(connection, appointment_id, cause.practice_id)
    if call.attendance is not None:
        await record_attendance(
            connection, appointment_id, call.attendance, by=cause.actor, now=now, installation=installation
        )


async def _tell_diary(connection: Connection, appointment_id: UUID, practice_id: UUID) -> None:
    found = await whose_days(connection, appointment_id)
    if found is not None:
        practitioner_id, days = found
        await diary_changed(connection, practice_id, practitioner_id, days)
