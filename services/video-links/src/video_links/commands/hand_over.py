from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.activity import Activity
from video_links.installation import Installation


async def hand_over(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """The colleague who waits hosts. Raises RoomUnknown, NotTheHost, ColleagueHosts, NobodyTakesOver."""
    before = await lock_call(connection, appointment_id, by.practice_id, window=installation.window)
    after = before.hand_over(by=by.subject, now=now)
    entered = Activity(installation.new_id(), "host_entered", now)
    await save_call(connection, before, after, entered, by=by, now=now, installation=installation)
    await audit.add(connection, "room_handed_over", appointment_id, by=by, at=now, entry_id=installation.new_id())
