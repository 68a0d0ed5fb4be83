from datetime import datetime

from messaging.database import Connection
from video_links.commands.enter_room import Seat
from video_links.commands.lock_meeting import lock_room
from video_links.commands.record_activity import record_activity
from video_links.domain.activity import Activity
from video_links.installation import Installation
from video_links.queries.room import load_room
from video_links.store.calls import remove_participant, save_leaving


async def leave_room(connection: Connection, seat: Seat, *, now: datetime, installation: Installation) -> None:
    """For now: the link lives on, and whoever was let in stays so."""
    await lock_room(connection, seat.appointment_id, seat.practice_id)
    if not await remove_participant(connection, seat.participant_id, seat.socket):
        return
    left = Activity(installation.new_id(), "host_left" if seat.client_session_id is None else "left", now)
    if seat.client_session_id is not None:
        await save_leaving(connection, seat.client_session_id, now=now)
    await record_activity(connection, seat.appointment_id, left, by=seat.by, now=now, installation=installation)


async def lose_page(connection: Connection, seat: Seat, *, now: datetime, installation: Installation) -> None:
    """A page's socket has closed without a word, and it has no other."""
    await lock_room(connection, seat.appointment_id, seat.practice_id)
    if not await remove_participant(connection, seat.participant_id, seat.socket):
        return
    room = await load_room(connection, seat.appointment_id)
    lost = [Activity(installation.new_id(), kind, now) for kind in room.departures({seat.role}, now)]
    await record_activity(connection, seat.appointment_id, *lost, by=seat.by, now=now, installation=installation)
