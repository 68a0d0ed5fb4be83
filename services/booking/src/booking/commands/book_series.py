from datetime import datetime
from uuid import UUID

from booking import audit
from booking.diary_changes import diary_changed
from booking.domain.conflict import OnConflict, settle_conflicts
from booking.domain.series import BookingRequest, Series, new_series, plan_series
from booking.events import series_created
from booking.installation import Installation
from booking.queries.conflicts import taken_slots
from booking.store.clients import require_client
from booking.store.kinds import find_kind
from booking.store.practices import find_practice
from booking.store.practitioners import lock_practitioner
from booking.store.series import add_series
from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection


async def book_series(
    connection: Connection,
    request: BookingRequest,
    *,
    client_id: UUID,
    on_conflict: OnConflict,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> Series:
    """Book every appointment of the series, or none; those that are taken aside, where the caller chose to skip them.

    Raises ClientUnknown, KindUnknown, PractitionerUnknown, what `plan_series` raises, SlotsTaken with every conflict.
    """
    practice = await find_practice(connection, by.practice_id)
    await require_client(connection, client_id)
    kind = await find_kind(connection, request.kind_id)
    plan = plan_series(request, kind=kind, practice_zone=practice.zone)
    practitioner = await lock_practitioner(connection, request.practitioner_id)
    taken = await taken_slots(connection, plan)
    plan = settle_conflicts(plan, taken, on_conflict=on_conflict, practitioner_name=practitioner.name)
    series = new_series(
        plan,
        request,
        client_id=client_id,
        kind=kind,
        booked_by=by.subject,
        now=now,
        new_id=installation.new_id,
    )
    await add_series(connection, by.practice_id, series)
    await diary_changed(connection, by.practice_id, series.practitioner_id, series.days(practice.zone))
    await outbox.add(
        connection,
        series_created(
            series,
            keys=installation.transit_keys,
            change_id=installation.new_id(),
            event_id=installation.new_id(),
            by=by,
            at=now,
        ),
    )
    await audit.add(connection, "series_booked", series.id, entry_id=installation.new_id(), by=by, at=now)
    return series
