from datetime import datetime
from uuid import UUID

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links.domain.activity import Activity
from video_links.events import call_activity
from video_links.installation import Installation
from video_links.queries.room import load_room
from video_links.store.activities import add_activity
from video_links.store.calls import save_call


async def record_activity(
    connection: Connection,
    appointment_id: UUID,
    *activities: Activity,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> None:
    """Keep what happened, and tell it with how the room stands now. Whoever changes something in a room has locked it,
    and ends with this. Raises RoomUnknown.
    """
    room = await load_room(connection, appointment_id)
    call = room.seen(now)
    await save_call(connection, call)
    for activity in activities:
        await add_activity(connection, activity, appointment_id, by.practice_id)
    await outbox.add(connection, call_activity(call, activities, event_id=installation.new_id(), by=by, at=now))
