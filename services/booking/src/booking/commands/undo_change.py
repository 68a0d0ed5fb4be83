from datetime import datetime
from uuid import UUID

from booking import audit
from booking.commands.save_moved import save_moved
from booking.domain.conflict import taken_in_words
from booking.domain.series import Series
from booking.domain.undo import moves_back, require_undoable, undone
from booking.errors import OldPlacesTaken
from booking.installation import Installation
from booking.queries.conflicts import taken_slots
from booking.queries.seen_version import require_unchanged, who_has_changed
from booking.store.practices import find_practice
from booking.store.practitioners import lock_practitioner
from booking.store.series import lock_several_series, whose_series
from booking.store.undoable_changes import find_undoable, remove_undoable
from messaging.actor import Actor
from messaging.database import Connection
from messaging.version import Version


async def undo_change(
    connection: Connection,
    series_id: UUID,
    *,
    seen_version: Version,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> Series:
    """Have a series be as it was before the change that made the version which somebody has seen. Who would have been
    told of that change hears of neither.

    Raises SeriesNotFound, VersionStale, UndoTooLate, OldPlacesTaken.
    """
    practitioner_id, _ = await whose_series(connection, series_id)
    await lock_practitioner(connection, practitioner_id)
    (series,) = await lock_several_series(connection, [series_id])
    practice = await find_practice(connection, by.practice_id)
    change = require_undoable(
        series,
        await find_undoable(connection, series_id),
        changed_since=await who_has_changed(connection, series, zone=practice.zone, now=now),
        now=now,
    )
    await require_unchanged(connection, series, seen_version, zone=practice.zone, before="take it back", now=now)
    moves = moves_back(series, change.before)
    booked = [move.after for move in moves if move.after.status == "booked"]
    taken_places = await taken_slots(connection, series.plan_of(booked), but=[each.id for each in booked])
    taken = {each.number for each in taken_places}
    if taken:
        raise OldPlacesTaken(taken_in_words([each for each in booked if each.number in taken]))
    back = undone(series, change.before, moves, by=by.subject, at=now)
    await remove_undoable(connection, series_id)
    elsewhere = [move for move in moves if move.is_elsewhere and move.after.status == "booked"]
    await save_moved(
        connection,
        series,
        back,
        elsewhere,
        notify=change.notify,
        announce_from=change.until,
        zone=practice.zone,
        by=by,
        now=now,
        installation=installation,
    )
    await audit.add(
        connection,
        "undone",
        series.id,
        entry_id=installation.new_id(),
        by=by,
        at=now,
        appointment_id=elsewhere[0].before.id if elsewhere else None,
        appointments=len(elsewhere),
    )
    return back
