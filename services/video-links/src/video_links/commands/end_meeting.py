from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit
from video_links.commands.lock_meeting import lock_meeting
from video_links.commands.record_activity import record_activity
from video_links.commands.save_meeting import save_meeting
from video_links.commands.tell_links import tell_links
from video_links.domain.activity import Activity
from video_links.domain.meeting import Meeting
from video_links.installation import Installation


async def conclude_call(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """End the call for both: this appointment's link is dead, and no other. Raises RoomUnknown, RoomClosed."""
    meeting = await lock_meeting(connection, appointment_id, by.practice_id, window=installation.window, now=now)
    if await _end(connection, meeting, meeting.conclude(now=now), by=by, now=now, installation=installation):
        await audit.add(connection, "call_concluded", appointment_id, by=by, at=now, entry_id=installation.new_id())


async def record_missed(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """The client did not attend. Raises RoomUnknown, RoomClosed, ClientAttended."""
    meeting = await lock_meeting(connection, appointment_id, by.practice_id, window=installation.window, now=now)
    if await _end(connection, meeting, meeting.missed(now=now), by=by, now=now, installation=installation):
        await audit.add(connection, "client_missed", appointment_id, by=by, at=now, entry_id=installation.new_id())


async def let_lapse(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> bool:
    """Have the link die whose time is over; whether it did. Raises RoomUnknown."""
    meeting = await lock_meeting(connection, appointment_id, by.practice_id, window=installation.window, now=now)
    return await _end(connection, meeting, meeting.lapse(now=now), by=by, now=now, installation=installation)


async def save_end(
    connection: Connection,
    before: Meeting,
    after: Meeting,
    *,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> None:
    """Keep how it ended, and let both sides' pages know. The series' links are yet to be told."""
    died = before.live
    await save_meeting(connection, after, by.practice_id, now=now)
    ended = (
        [Activity(installation.new_id(), after.ended, now, link_id=died.id, generation=died.generation)]
        if after.ended is not None and died is not None
        else []
    )
    await record_activity(connection, after.appointment_id, *ended, by=by, now=now, installation=installation)


async def _end(
    connection: Connection, before: Meeting, after: Meeting, *, by: Actor, now: datetime, installation: Installation
) -> bool:
    if after == before:
        return False
    await save_end(connection, before, after, by=by, now=now, installation=installation)
    await tell_links(connection, after.series_id, by=by, now=now, installation=installation)
    return True
