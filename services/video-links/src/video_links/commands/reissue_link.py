from datetime import datetime
from uuid import UUID

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit
from video_links.commands.lock_meeting import lock_meeting
from video_links.commands.record_activity import record_activity
from video_links.commands.save_meeting import replace_client
from video_links.commands.tell_links import tell_links
from video_links.domain.activity import Activity
from video_links.domain.link import Link
from video_links.events import link_requested
from video_links.installation import Installation
from video_links.store.links import save_reissue


async def reissue_link(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Give the appointment a new link, have it mailed, and let the old one die. Whoever had joined joins anew.

    Raises RoomUnknown, RoomClosed, ClientInCall.
    """
    before = await lock_meeting(connection, appointment_id, by.practice_id, window=installation.window, now=now)
    after = before.reissue(installation.new_id(), now=now)
    old, new = before.links[-1], after.links[-1]
    link = Link(
        new.id,
        appointment_id,
        new.generation,
        token=installation.new_token(),
        starts_at=after.times.starts_at,
        ends_at=after.times.ends_at,
    )
    await save_reissue(connection, old, link, by.practice_id, keys=installation.keys, now=now)
    await replace_client(connection, after, by.practice_id, now=now)
    await audit.add(connection, "link_reissued", appointment_id, by=by, at=now, entry_id=installation.new_id())
    reissued = Activity(installation.new_id(), "reissued", now, link_id=new.id, generation=new.generation)
    await record_activity(connection, appointment_id, reissued, by=by, now=now, installation=installation)
    await tell_links(connection, after.series_id, by=by, now=now, installation=installation)
    await outbox.add(
        connection,
        link_requested(
            after.series_id,
            appointment_id,
            new.generation,
            cause="reissued",
            request_id=reissued.id,
            event_id=installation.new_id(),
            by=by,
            at=now,
        ),
    )
