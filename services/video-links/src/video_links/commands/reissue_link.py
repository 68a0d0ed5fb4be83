from datetime import datetime
from uuid import UUID

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit, meetings
from video_links.commands.record_activity import record_activity
from video_links.commands.tell_links import Making, tell_links
from video_links.domain.activity import Activity
from video_links.domain.link import Link
from video_links.domain.token import RANDOM_BYTES, Token
from video_links.events import link_requested


async def reissue_link(
    connection: Connection, appointment_id: UUID, making: Making, *, by: Actor, now: datetime
) -> None:
    """Give the appointment a new link, have it mailed, and let the old one die. Whoever had joined joins anew.

    Raises RoomUnknown, RoomClosed, ClientInCall.
    """
    before = await meetings.lock_meeting(connection, appointment_id, by.practice_id, window=making.window, now=now)
    after = before.reissue(making.new_id(), now=now)
    await meetings.replace_link(
        connection,
        before.links[-1],
        Link(
            after.links[-1].id,
            appointment_id,
            after.links[-1].generation,
            token=Token.of(making.random_bytes(RANDOM_BYTES)),
            starts_at=after.times.starts_at,
            ends_at=after.times.ends_at,
        ),
        by.practice_id,
        making.storage,
        now=now,
    )
    await meetings.save_client(connection, after, by.practice_id, now=now)
    await audit.add(connection, "link_reissued", appointment_id, by=by, at=now, entry_id=making.new_id())
    reissued = Activity(
        making.new_id(), "reissued", now, link_id=after.links[-1].id, generation=after.links[-1].generation
    )
    await record_activity(connection, appointment_id, reissued, by=by, now=now, new_id=making.new_id)
    await tell_links(connection, after.series_id, making, by=by, now=now)
    await outbox.add(
        connection,
        link_requested(
            after.series_id,
            appointment_id,
            after.links[-1].generation,
            cause="reissued",
            request_id=reissued.id,
            event_id=making.new_id(),
            by=by,
            at=now,
        ),
    )
