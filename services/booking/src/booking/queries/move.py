from datetime import datetime

from booking.domain.conflict import Decisions, find
from booking.domain.move import MoveRequest, plan_move
from booking.domain.move_preview import MovePreview, preview_of_move
from booking.queries.conflicts import client_elsewhere, taken_slots
from booking.store.practitioners import find_practitioner
from booking.store.series import find_series, find_series_id
from messaging.database import Connection


async def preview_move(
    connection: Connection, request: MoveRequest, *, decided: Decisions, now: datetime
) -> MovePreview:
    """What `move_appointments` would find now. It locks nothing and stores nothing.

    Raises AppointmentNotFound, what `plan_move` raises.
    """
    series = await find_series(connection, await find_series_id(connection, request.appointment_id))
    practitioner = await find_practitioner(connection, series.practitioner_id)
    moving = plan_move(series, request, now=now)
    taken = await taken_slots(connection, moving.plan, but=[move.before.id for move in moving.going])
    findings = find(moving.plan, await client_elsewhere(connection, moving.plan, series.client_id), now=now)
    return preview_of_move(
        series, moving, request, taken, findings, decided, practitioner_name=practitioner.name, now=now
    )
