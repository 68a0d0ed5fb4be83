from datetime import datetime
from uuid import UUID

from booking import audit
from booking.diary_changes import diary_changed
from booking.domain.cancellation import cancel
from booking.domain.scope import Scope
from booking.domain.series import Series
from booking.events import series_changed
from booking.installation import Installation
from booking.queries.seen_version import require_unchanged
from booking.store.practices import find_practice
from booking.store.series import lock_series_of, save_statuses
from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from messaging.version import Version


async def cancel_appointments(
    connection: Connection,
    appointment_id: UUID,
    scope: Scope,
    *,
    seen_version: Version,
    notify: bool,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> Series:
    """Cancel the appointments of a scope, whose slots are free thereby. `notify`: whether the client is to be told.

    Raises AppointmentNotFound, VersionStale, NothingToCancel.
    """
    series = await lock_series_of(connection, appointment_id)
    practice = await find_practice(connection, by.practice_id)
    await require_unchanged(connection, series, seen_version, zone=practice.zone, before="cancel", now=now)
    cancelled = cancel(series, scope, appointment_id, by=by.subject, now=now)
    going = cancelled.appointments
    await save_statuses(connection, cancelled.series, going)
    await diary_changed(connection, by.practice_id, series.practitioner_id, series.days(going, practice.zone))
    await outbox.add(
        connection,
        series_changed(
            cancelled.series,
            "cancelled",
            appointment_ids=[each.id for each in going],
            notify=notify,
            keys=installation.transit_keys,
            change_id=installation.new_id(),
            event_id=installation.new_id(),
            by=by,
            at=now,
        ),
    )
    await audit.add(
        connection,
        "cancelled" if notify else "cancelled_untold",
        series.id,
        entry_id=installation.new_id(),
        by=by,
        at=now,
        appointment_id=going[0].id,
        appointments=len(going),
    )
    return cancelled.series
