from datetime import datetime
from uuid import UUID

from messaging import incarnations, outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit
from video_links.commands.lock_call import lock_call
from video_links.commands.provide_links import first_generation
from video_links.commands.save_call import save_call
from video_links.commands.tell_links import tell_links
from video_links.domain.activity import Activity
from video_links.domain.link import Link
from video_links.events import link_requested
from video_links.installation import Installation
from video_links.store.links import add_links


async def reissue_link(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Give the appointment a new link, have it mailed, and let the old one die. Whoever had joined joins anew.

    Raises RoomUnknown, RoomClosed, ClientInCall.
    """
    before = await lock_call(connection, appointment_id, by.practice_id, window=installation.window)
    least = first_generation(await incarnations.current(connection))
    after = before.reissue(installation.new_id(), least=least, now=now)
    new = after.links[-1]
    link = Link(
        new.id,
        appointment_id,
        new.generation,
        token=installation.new_token(),
        starts_at=after.times.starts_at,
        ends_at=after.times.ends_at,
    )
    reissued = Activity(installation.new_id(), "reissued", now, link_id=new.id, generation=new.generation)
    await save_call(connection, before, after, reissued, by=by, now=now, installation=installation)
    await add_links(connection, after.series_id, [link], by.practice_id, keys=installation.keys, now=now)
    await audit.add(connection, "link_reissued", appointment_id, by=by, at=now, entry_id=installation.new_id())
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
