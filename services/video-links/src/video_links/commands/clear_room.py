from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.activity import Activity
from video_links.installation import Installation


async def clear_room(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Take the pages for gone that have not been seen for too long. Raises RoomUnknown."""
    before = await lock_call(connection, appointment_id, by.practice_id, window=installation.window)
    after, meant = before.lose_silent(now=now)
    if after == before:
        return
    lost = [Activity(installation.new_id(), kind, now) for kind in meant]
    await save_call(connection, before, after, *lost, by=by, now=now, installation=installation)
