from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import room_store
from video_links.commands.record_activity import record_activity
from video_links.domain.activity import Activity
from video_links.domain.room import GONE_AFTER


async def clear_room(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, new_id: Callable[[], UUID]
) -> None:
    """Take the pages for gone that have not been seen for too long: as when their replica died. Raises RoomUnknown."""
    await room_store.lock_call(connection, appointment_id, by.practice_id)
    gone = await room_store.delete_participants(connection, appointment_id, now - GONE_AFTER)
    if not gone:
        return
    room = await room_store.room(connection, appointment_id)
    lost = [Activity(new_id(), kind, now) for kind in room.departures(gone, now)]
    await record_activity(connection, appointment_id, *lost, by=by, now=now, new_id=new_id)
