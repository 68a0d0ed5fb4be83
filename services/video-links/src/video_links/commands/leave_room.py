from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links import room_store
from video_links.commands.enter_room import Seat
from video_links.commands.record_activity import record_activity
from video_links.domain.activity import Activity


async def leave_room(connection: Connection, seat: Seat, *, now: datetime, new_id: Callable[[], UUID]) -> None:
    """For now: the link lives on, and whoever was let in stays so."""
    await room_store.lock_call(connection, seat.appointment_id, seat.practice_id)
    if not await room_store.delete_participant(connection, seat.participant_id, seat.socket):
        return
    left = Activity(new_id(), "host_left" if seat.client_session_id is None else "left", now)
    if seat.client_session_id is not None:
        await room_store.leave_session(connection, seat.client_session_id, now)
    await record_activity(connection, seat.appointment_id, left, by=seat.by, now=now, new_id=new_id)


async def lose_page(connection: Connection, seat: Seat, *, now: datetime, new_id: Callable[[], UUID]) -> None:
    """A page's socket has closed without a word, and it has no other."""
    await room_store.lock_call(connection, seat.appointment_id, seat.practice_id)
    if not await room_store.delete_participant(connection, seat.participant_id, seat.socket):
        return
    room = await room_store.room(connection, seat.appointment_id)
    lost = [Activity(new_id(), kind, now) for kind in room.departures({seat.role}, now)]
    await record_activity(connection, seat.appointment_id, *lost, by=seat.by, now=now, new_id=new_id)
