from datetime import datetime
from uuid import UUID

from booking import audit
from booking.diary_changes import diary_changed
from booking.domain.conflict import Decisions, find, settle_conflicts
from booking.domain.series import BookingRequest, Series, new_series, plan_series
from booking.events import series_created
from booking.installation import Installation
from booking.queries.conflicts import client_elsewhere, taken_slots
from booking.store.clients import lock_client
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
    decided: Decisions,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> Series:
    """Book every appointment of the series, or none; those aside that the caller chose to skip.

    Raises ClientUnknown, KindUnknown, PractitionerUnknown, what `plan_series` and `settle_conflicts` raise.
    """
    practice = await find_practice(connection, by.practice_id)
    kind = await find_kind(connection, request.kind_id)
    plan = plan_series(request, kind=kind, practice_zone=practice.zone)
    practitioner = await lock_practitioner(connection, request.practitioner_id)
    await lock_client(connection, client_id)
    taken = await taken_slots(connection, plan)
    findings = find(plan, await client_elsewhere(connection, plan, client_id), now=now)
    plan = settle_conflicts(plan, taken, findings, decided, practitioner_name=practitioner.name)
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
    await diary_changed(
        connection, by.practice_id, series.practitioner_id, series.days(series.appointments, practice.zone)
    )
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
    await audit.add(
        connection,
        "series_booked",
        series.id,
        entry_id=installation.new_id(),
        by=by,
        at=now,
        accepted=series.accepted,
    )
    return series
