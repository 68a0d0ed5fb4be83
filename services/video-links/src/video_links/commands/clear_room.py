from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links.commands.leave_room import save_departure
from video_links.installation import Installation
from video_links.queries.call import load_call
from video_links.store.calls import lock_calls, lock_participants


async def clear_room(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Take the pages for gone that have not been seen for too long. Raises RoomUnknown.

    Their rows are locked too, before they are read: a page that says just now that it is there stays.
    """
    await lock_calls(connection, [appointment_id])
    await lock_participants(connection, appointment_id)
    before = await load_call(connection, appointment_id, window=installation.window)
    after, meant = before.lose_silent(now=now)
    await save_departure(connection, before, after, meant, by=by, now=now, installation=installation)
