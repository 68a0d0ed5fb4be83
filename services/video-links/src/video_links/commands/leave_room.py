from collections.abc import Sequence
from datetime import datetime

from messaging.actor import Actor
from messaging.database import Connection
from video_links.commands.enter_room import Seat
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.activity import Activity, ActivityKind
from video_links.domain.call import Call
from video_links.installation import Installation


async def leave_room(connection: Connection, seat: Seat, *, now: datetime, installation: Installation) -> None:
    """For now: the link lives on, and whoever was let in stays so."""
    before = await lock_call(connection, seat.appointment_id, seat.practice_id, window=installation.window)
    after, meant = before.leave(seat.participant_id, seat.socket, now=now)
    await save_departure(connection, before, after, meant, by=seat.by, now=now, installation=installation)


async def lose_page(connection: Connection, seat: Seat, *, now: datetime, installation: Installation) -> None:
    """A page's socket has closed without a word, and it has no other."""
    before = await lock_call(connection, seat.appointment_id, seat.practice_id, window=installation.window)
    after, meant = before.lose(seat.participant_id, seat.socket, now=now)
    await save_departure(connection, before, after, meant, by=seat.by, now=now, installation=installation)


async def save_departure(
    connection: Connection,
    before: Call,
    after: Call,
    meant: Sequence[ActivityKind],
    *,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> None:
    """Keep that pages have gone, and what that meant; nothing, where none has."""
    if after == before:
        return
    activities = [Activity(installation.new_id(), kind, now) for kind in meant]
    await save_call(connection, before, after, *activities, by=by, now=now, installation=installation)
