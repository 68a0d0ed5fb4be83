from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.activity import Activity
from video_links.installation import Installation


async def admit_client(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Let the waiting client in. Raises RoomUnknown, NobodyWaits."""
    before = await lock_call(connection, appointment_id, by.practice_id, window=installation.window)
    after = before.admit(now=now)
    if after == before:
        return
    admitted = Activity(installation.new_id(), "admitted", now, link_id=after.client.link_id if after.client else None)
    await save_call(connection, before, after, admitted, by=by, now=now, installation=installation)
    await audit.add(connection, "client_admitted", appointment_id, by=by, at=now, entry_id=installation.new_id())
