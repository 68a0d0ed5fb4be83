from datetime import datetime

from messaging.database import Connection
from video_links.commands.enter_room import Seat
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.activity import Activity
from video_links.installation import Installation


async def leave_room(connection: Connection, seat: Seat, *, now: datetime, installation: Installation) -> None:
    """For now: the link lives on, and whoever was let in stays so."""
    before = await lock_call(connection, seat.appointment_id, seat.practice_id, window=installation.window)
    after, meant = before.leave(seat.participant_id, seat.socket, now=now)
    if after == before:
        return
    left = [Activity(installation.new_id(), kind, now) for kind in meant]
    await save_call(connection, before, after, *left, by=seat.by, now=now, installation=installation)


async def lose_page(connection: Connection, seat: Seat, *, now: datetime, installation: Installation) -> None:
    """A page's socket has closed without a word, and it has no other."""
    before = await lock_call(connection, seat.appointment_id, seat.practice_id, window=installation.window)
    after, meant = before.lose(seat.participant_id, seat.socket, now=now)
    if after == before:
        return
    lost = [Activity(installation.new_id(), kind, now) for kind in meant]
    await save_call(connection, before, after, *lost, by=seat.by, now=now, installation=installation)
