from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links.commands.lock_meeting import lock_room
from video_links.commands.record_activity import record_activity
from video_links.domain.activity import Activity
from video_links.domain.room import GONE_AFTER
from video_links.installation import Installation
from video_links.queries.room import load_room
from video_links.store.calls import remove_participants


async def clear_room(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Take the pages for gone that have not been seen for too long: as when their replica died. Raises RoomUnknown."""
    await lock_room(connection, appointment_id, by.practice_id)
    gone = await remove_participants(connection, appointment_id, seen_before=now - GONE_AFTER)
    if not gone:
        return
    room = await load_room(connection, appointment_id)
    lost = [Activity(installation.new_id(), kind, now) for kind in room.departures(gone, now)]
    await record_activity(connection, appointment_id, *lost, by=by, now=now, installation=installation)
