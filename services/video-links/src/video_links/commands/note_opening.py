from datetime import datetime

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links.commands.enter_room import CLIENT
from video_links.domain.activity import Activity
from video_links.domain.link import LinkRef
from video_links.domain.meeting import Meeting
from video_links.events import call_activity
from video_links.installation import Installation
from video_links.queries.room import load_room
from video_links.store.activities import add_activity


async def note_opening(
    connection: Connection,
    meeting: Meeting,
    link: LinkRef,
    *,
    scanner: bool,
    agent: str,
    now: datetime,
    installation: Installation,
) -> None:
    """The page was fetched, by whatever. Nothing but the ledger changes: the call is told as it is."""
    opened = Activity(
        installation.new_id(),
        "opened",
        now,
        link_id=link.link_id,
        generation=meeting.link(link.link_id).generation,
        scanner=scanner,
        agent=agent[:200] or None,
    )
    await add_activity(connection, opened, link.appointment_id, link.practice_id)
    room = await load_room(connection, link.appointment_id)
    by = Actor(link.practice_id, CLIENT)
    await outbox.add(connection, call_activity(room.call, [opened], event_id=installation.new_id(), by=by, at=now))
