from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links import meetings, room_store
from video_links.commands.enter_room import CLIENT
from video_links.commands.record_activity import record_activity
from video_links.domain.activity import Activity
from video_links.domain.appointment_times import Window
from video_links.events import link_requested
from video_links.views import Found

AT_MOST: Final = 3
WITHIN: Final = timedelta(hours=1)


async def request_link(
    connection: Connection, found: Found, *, window: Window, new_id: Callable[[], UUID], now: datetime
) -> None:
    """Have the link mailed that this one's holder needs now: its appointment's own, or else the next session's.

    Where there is none, or it was asked for too often by this link, nothing is sent. Raises RoomUnknown.
    """
    await room_store.lock_call(connection, found.appointment_id, found.practice_id)
    asked = await meetings.times_requested(connection, found.link_id, since=now - WITHIN)
    wanted = await meetings.current_link(connection, found.appointment_id, over=now - window.after)
    if wanted is None or asked >= AT_MOST:
        return
    by = Actor(found.practice_id, CLIENT)
    requested = Activity(new_id(), "requested", now, link_id=found.link_id)
    await record_activity(connection, found.appointment_id, requested, by=by, now=now, new_id=new_id)
    await outbox.add(
        connection,
        link_requested(
            wanted.series_id,
            wanted.appointment_id,
            wanted.generation,
            cause="client",
            request_id=requested.id,
            event_id=new_id(),
            by=by,
            at=now,
        ),
    )
