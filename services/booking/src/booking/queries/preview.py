from datetime import datetime
from uuid import UUID

from booking.domain.conflict import Decisions, find
from booking.domain.preview import Preview, preview
from booking.domain.series import BookingRequest, plan_series
from booking.queries.conflicts import client_elsewhere, taken_slots
from booking.store.clients import require_client
from booking.store.kinds import find_kind
from booking.store.practices import find_practice
from booking.store.practitioners import find_practitioner
from messaging.actor import Actor
from messaging.database import Connection


async def preview_series(
    connection: Connection,
    request: BookingRequest,
    *,
    client_id: UUID | None,
    decided: Decisions,
    by: Actor,
    now: datetime,
) -> Preview:
    """What `book_series` would find now. It locks nothing and stores nothing, so a date can still be taken before Save.

    Raises ClientUnknown, KindUnknown, PractitionerUnknown, what `plan_series` raises.
    """
    practice = await find_practice(connection, by.practice_id)
    if client_id is not None:
        await require_client(connection, client_id)
    kind = await find_kind(connection, request.kind_id)
    plan = plan_series(request, kind=kind, practice_zone=practice.zone)
    practitioner = await find_practitioner(connection, request.practitioner_id)
    taken = await taken_slots(connection, plan)
    elsewhere = await client_elsewhere(connection, plan, client_id) if client_id is not None else []
    return preview(plan, taken, find(plan, elsewhere, now=now), decided, practitioner_name=practitioner.name)
