from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from booking import audit
from booking.diary_changes import diary_changed
from booking.domain.rezone import Move, astray, rezoned, settle, true_still
from booking.domain.series import Series
from booking.events import series_changed
from booking.installation import Installation
from booking.queries.rezone import series_in_question, slots_beside
from booking.store.practices import find_practice
from booking.store.practitioners import lock_practitioner
from booking.store.series import lock_several_series, save_places, save_zone_data
from messaging import outbox, zones
from messaging.actor import Actor
from messaging.database import Connection


async def rezone_practitioner(
    connection: Connection, practitioner_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> list[Move]:
    """Have what the practitioner has ahead take place at its local times, by the zone data of now; all of it together,
    since each may move into another's old place. What is hindered by something that stays, stays too.

    Clients are not told. Raises PractitionerUnknown.
    """
    several = await _lock_series_in_question(connection, practitioner_id, now=now)
    moves = await _settled(connection, practitioner_id, several, now=now)
    await save_zone_data(
        connection, [each.id for series in several for each in true_still(series, now=now)], zones.VERSION
    )
    going = [move for move in moves if move.hindered_by is None]
    if going:
        await _move(connection, practitioner_id, going, by=by, now=now, installation=installation)
    return moves


async def moves_of_rezoning(connection: Connection, practitioner_id: UUID, *, now: datetime) -> list[Move]:
    """What `rezone_practitioner` would do. Raises PractitionerUnknown."""
    several = await _lock_series_in_question(connection, practitioner_id, now=now)
    return await _settled(connection, practitioner_id, several, now=now)


async def _lock_series_in_question(connection: Connection, practitioner_id: UUID, *, now: datetime) -> list[Series]:
    """With their practitioner, who comes first, as for a booking."""
    await lock_practitioner(connection, practitioner_id)
    found = await series_in_question(connection, zone_data=zones.VERSION, now=now, practitioner_id=practitioner_id)
    return await lock_several_series(connection, found.get(practitioner_id, []))


async def _settled(
    connection: Connection, practitioner_id: UUID, several: Sequence[Series], *, now: datetime
) -> list[Move]:
    moves = [
        Move(series, each, rezoned(each, series.zone_info)) for series in several for each in astray(series, now=now)
    ]
    places, ids = [move.after for move in moves], [move.before.id for move in moves]
    return settle(moves, await slots_beside(connection, practitioner_id, places, but=ids))


async def _move(
    connection: Connection,
    practitioner_id: UUID,
    going: Sequence[Move],
    *,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> None:
    """One version, one event and one entry a series."""
    practice = await find_practice(connection, by.practice_id)
    by_series = [list(moves) for _, moves in groupby(going, key=lambda move: move.series.id)]
    changed = [
        moves[0].series.with_appointments([move.after for move in moves], by=by.subject, at=now) for moves in by_series
    ]
    await save_places(connection, changed, [move.after for move in going])
    days = {day for move in going for day in move.series.days((move.before, move.after), practice.zone)}
    await diary_changed(connection, by.practice_id, practitioner_id, sorted(days))
    for series, moves in zip(changed, by_series, strict=True):
        await outbox.add(
            connection,
            series_changed(
                series,
                "rescheduled",
                appointment_ids=[move.after.id for move in moves],
                notify=False,
                keys=installation.transit_keys,
                change_id=installation.new_id(),
                event_id=installation.new_id(),
                by=by,
                at=now,
            ),
        )
        await audit.add(
            connection,
            "rezoned",
            series.id,
            entry_id=installation.new_id(),
            by=by,
            at=now,
            appointment_id=moves[0].after.id,
            appointments=len(moves),
        )
