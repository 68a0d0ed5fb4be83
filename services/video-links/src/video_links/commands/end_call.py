from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import Change, save_calls
from video_links.commands.tell_links import tell_links
from video_links.domain.activity import Activity
from video_links.domain.call import Call
from video_links.installation import Installation


async def conclude_call(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """End the call for both: this appointment's link is dead, and no other.

    Raises RoomUnknown, NotTheHost, ColleagueHosts, RoomClosed.
    """
    call = await lock_call(connection, appointment_id, by.practice_id, window=installation.window)
    if await _end(connection, call, call.conclude(by=by.subject, now=now), by=by, now=now, installation=installation):
        await audit.add(connection, "call_concluded", appointment_id, by=by, at=now, entry_id=installation.new_id())


async def record_missed(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """The client did not attend.

    Raises RoomUnknown, NotTheHost, ColleagueHosts, RoomClosed, NotBegun, ClientAttended.
    """
    call = await lock_call(connection, appointment_id, by.practice_id, window=installation.window)
    if await _end(connection, call, call.missed(by=by.subject, now=now), by=by, now=now, installation=installation):
        await audit.add(connection, "client_missed", appointment_id, by=by, at=now, entry_id=installation.new_id())


async def let_lapse(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> bool:
    """Have the link die whose time is over; whether it did. Raises RoomUnknown."""
    call = await lock_call(connection, appointment_id, by.practice_id, window=installation.window)
    return await _end(connection, call, call.lapse(now=now), by=by, now=now, installation=installation)


def end_of(before: Call, after: Call, *, now: datetime, installation: Installation) -> Change:
    """That the link has died, and how the call ended by it, if it did."""
    died = before.live_link
    ended = (
        [Activity(installation.new_id(), after.ended, now, link_id=died.id, generation=died.generation)]
        if after.ended is not None and died is not None
        else []
    )
    return Change(before, after, ended)


async def _end(
    connection: Connection, before: Call, after: Call, *, by: Actor, now: datetime, installation: Installation
) -> bool:
    if after == before:
        return False
    ended = end_of(before, after, now=now, installation=installation)
    await save_calls(connection, [ended], by=by, now=now, installation=installation)
    await tell_links(connection, after.series_id, by=by, now=now, installation=installation)
    return True
