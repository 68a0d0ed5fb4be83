from datetime import datetime, timedelta
from typing import Final

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links.commands.enter_room import CLIENT
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.activity import Activity
from video_links.domain.link import LinkRef
from video_links.events import link_requested
from video_links.installation import Installation
from video_links.projections.series import lock_siblings
from video_links.queries.current_link import find_current_link
from video_links.store.calls import times_requested

AT_MOST: Final = 3
WITHIN: Final = timedelta(hours=1)


async def request_link(connection: Connection, link: LinkRef, *, now: datetime, installation: Installation) -> None:
    """Have the link mailed that this one's holder needs now: its appointment's own, or else the next appointment's.

    Where there is none, or it was asked for too often by the links of this series, which are one client's, nothing is
    sent. Raises RoomUnknown.
    """
    siblings = await lock_siblings(connection, link.appointment_id)
    call = await lock_call(connection, link.appointment_id, link.practice_id, window=installation.window)
    asked = await times_requested(connection, siblings, since=now - WITHIN)
    current = await find_current_link(connection, link.appointment_id, over=now - installation.window.after)
    if current is None or asked >= AT_MOST:
        return
    by = Actor(link.practice_id, CLIENT)
    requested = Activity(installation.new_id(), "requested", now, link_id=link.link_id)
    await save_call(connection, call, call, requested, by=by, now=now, installation=installation)
    await outbox.add(
        connection,
        link_requested(
            current.series_id,
            current.appointment_id,
            current.generation,
            cause="client",
            request_id=requested.id,
            event_id=installation.new_id(),
            by=by,
            at=now,
        ),
    )
