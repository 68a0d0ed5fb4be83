from datetime import datetime

from booking import audit
from booking.commands.save_moved import save_moved
from booking.domain.conflict import Decisions, find
from booking.domain.move import MoveRequest, moved_series, plan_move, settle
from booking.domain.series import Series
from booking.domain.undo import Former, Undoable
from booking.installation import Installation
from booking.queries.conflicts import client_elsewhere, taken_slots
from booking.queries.seen_version import require_unchanged
from booking.store.clients import lock_client
from booking.store.practices import find_practice
from booking.store.practitioners import lock_practitioner
from booking.store.series import find_series_id, lock_series_of, whose_series
from booking.store.undoable_changes import keep_undoable
from messaging.actor import Actor
from messaging.database import Connection
from messaging.version import Version


async def move_appointments(
    connection: Connection,
    request: MoveRequest,
    *,
    decided: Decisions,
    seen_version: Version,
    notify: bool,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> tuple[Series, Undoable]:
    """Move an appointment, and those with it that the scope reaches: all of them or none; those aside that the caller
    chose to leave where they are; and how that can be taken back. `notify`: whether the client is to be told.

    Raises AppointmentNotFound, VersionStale, what `plan_move` and `settle` raise.
    """
    series_id = await find_series_id(connection, request.appointment_id)
    practitioner_id, client_id = await whose_series(connection, series_id)
    practitioner = await lock_practitioner(connection, practitioner_id)
    await lock_client(connection, client_id)
    series = await lock_series_of(connection, request.appointment_id)
    practice = await find_practice(connection, by.practice_id)
    await require_unchanged(connection, series, seen_version, zone=practice.zone, before="move", now=now)
    moving = plan_move(series, request, now=now)
    taken = await taken_slots(connection, moving.plan, but=[move.before.id for move in moving.going])
    findings = find(moving.plan, await client_elsewhere(connection, moving.plan, client_id), now=now)
    going = settle(moving, taken, findings, decided, practitioner_name=practitioner.name)
    moved = moved_series(moving, going, by=by.subject, at=now)
    change = Undoable(moved.version, notify, now + practice.changes_told_after, Former.of(series, moved))
    await keep_undoable(connection, by.practice_id, series.id, change)
    await save_moved(
        connection,
        series,
        moved,
        going,
        notify=notify,
        announce_from=change.until,
        zone=practice.zone,
        by=by,
        now=now,
        installation=installation,
    )
    await audit.add(
        connection,
        "moved" if notify else "moved_untold",
        series.id,
        entry_id=installation.new_id(),
        by=by,
        at=now,
        appointment_id=going[0].before.id,
        appointments=len(going),
        accepted=sorted({code for move in going for code in move.after.accepted}),
        moved=(going[0].before.local_start, going[0].after.local_start),
    )
    return moved, change
