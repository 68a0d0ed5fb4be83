from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit, meetings
from video_links.commands.record_activity import record_activity
from video_links.commands.tell_links import Making, tell_links
from video_links.domain.activity import Activity
from video_links.domain.meeting import Meeting


async def conclude_call(
    connection: Connection, appointment_id: UUID, making: Making, *, by: Actor, now: datetime
) -> None:
    """End the call for both: this appointment's link is dead, and no other. Raises RoomUnknown, RoomClosed."""
    meeting = await meetings.lock_meeting(connection, appointment_id, by.practice_id, window=making.window, now=now)
    if await _end(connection, meeting, meeting.conclude(now=now), making, by=by, now=now):
        await audit.add(connection, "call_concluded", appointment_id, by=by, at=now, entry_id=making.new_id())


async def record_missed(
    connection: Connection, appointment_id: UUID, making: Making, *, by: Actor, now: datetime
) -> None:
    """The client did not attend. Raises RoomUnknown, RoomClosed, ClientAttended."""
    meeting = await meetings.lock_meeting(connection, appointment_id, by.practice_id, window=making.window, now=now)
    if await _end(connection, meeting, meeting.missed(now=now), making, by=by, now=now):
        await audit.add(connection, "client_missed", appointment_id, by=by, at=now, entry_id=making.new_id())


async def let_lapse(connection: Connection, appointment_id: UUID, making: Making, *, by: Actor, now: datetime) -> bool:
    """Have the link die whose time is over; whether it did. Raises RoomUnknown."""
    meeting = await meetings.lock_meeting(connection, appointment_id, by.practice_id, window=making.window, now=now)
    return await _end(connection, meeting, meeting.lapse(now=now), making, by=by, now=now)


async def save_end(
    connection: Connection,
    before: Meeting,
    after: Meeting,
    *,
    by: Actor,
    now: datetime,
    new_id: Callable[[], UUID],
) -> None:
    """Keep how it ended, and let both sides' pages know. The series' links are yet to be told."""
    died = before.live
    await meetings.save_course(connection, after, by.practice_id, now=now)
    ended = (
        [Activity(new_id(), after.ended, now, link_id=died.id, generation=died.generation)]
        if after.ended is not None and died is not None
        else []
    )
    await record_activity(connection, after.appointment_id, *ended, by=by, now=now, new_id=new_id)


async def _end(
    connection: Connection, before: Meeting, after: Meeting, making: Making, *, by: Actor, now: datetime
) -> bool:
    if after == before:
        return False
    await save_end(connection, before, after, by=by, now=now, new_id=making.new_id)
    await tell_links(connection, after.series_id, making, by=by, now=now)
    return True
