from collections.abc import Sequence
from datetime import datetime

from booking.diary_changes import diary_changed
from booking.domain.move import Moved
from booking.domain.series import Series
from booking.events import series_moved
from booking.installation import Installation
from booking.store.series import save_places, save_rule
from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection


async def save_moved(
    connection: Connection,
    before: Series,
    moved: Series,
    moves: Sequence[Moved],
    *,
    notify: bool,
    announce_from: datetime,
    zone: str,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> None:
    """Keep what of a series is not as `before`, with its rule, and tell who looks at the diary and who reminds of it:
    these `moves`, and to its client, if they are to be told, not before `announce_from`. `zone` is the practice's. The
    caller has locked the practitioner and the series.

    Raises SlotsTaken.
    """
    await save_rule(connection, moved)
    await save_places(connection, [moved], moved.differing(before))
    places = [place for move in moves for place in (move.before, move.after)]
    await diary_changed(connection, by.practice_id, moved.practitioner_id, moved.days(places, zone))
    await outbox.add(
        connection,
        series_moved(
            moved,
            moves,
            notify=notify,
            announce_from=announce_from,
            keys=installation.transit_keys,
            change_id=installation.new_id(),
            event_id=installation.new_id(),
            by=by,
            at=now,
        ),
    )
