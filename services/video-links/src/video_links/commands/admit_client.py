from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit, meetings
from video_links.commands.record_activity import record_activity
from video_links.commands.tell_links import Making
from video_links.domain.activity import Activity


async def admit_client(
    connection: Connection, appointment_id: UUID, making: Making, *, by: Actor, now: datetime
) -> None:
    """Let the waiting client in. Raises RoomUnknown, NobodyWaits."""
    before = await meetings.lock_meeting(connection, appointment_id, by.practice_id, window=making.window, now=now)
    after = before.admit(now=now)
    if after == before:
        return
    await meetings.save_course(connection, after, by.practice_id, now=now)
    await audit.add(connection, "client_admitted", appointment_id, by=by, at=now, entry_id=making.new_id())
    admitted = Activity(making.new_id(), "admitted", now, link_id=after.client.link_id if after.client else None)
    await record_activity(connection, appointment_id, admitted, by=by, now=now, new_id=making.new_id)
