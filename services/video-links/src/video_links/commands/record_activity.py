from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links import room_store
from video_links.domain.activity import Activity
from video_links.events import call_activity


async def record_activity(
    connection: Connection,
    appointment_id: UUID,
    *activities: Activity,
    by: Actor,
    now: datetime,
    new_id: Callable[[], UUID],
) -> None:
    """Keep what happened, and tell it with how the room stands now. Whoever changes something in a room ends with this.

    Raises RoomUnknown.
    """
    await room_store.lock_call(connection, appointment_id, by.practice_id)
    room = await room_store.room(connection, appointment_id)
    call = room.seen(now)
    await room_store.save_call(connection, call)
    for activity in activities:
        await room_store.add_activity(connection, activity, appointment_id, by.practice_id)
    await outbox.add(connection, call_activity(call, activities, event_id=new_id(), by=by, at=now))
