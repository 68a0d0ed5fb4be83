from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links import room_store
from video_links.commands.enter_room import CLIENT
from video_links.domain.activity import Activity
from video_links.domain.meeting import Meeting
from video_links.events import call_activity
from video_links.views import Found


async def note_opening(
    connection: Connection,
    meeting: Meeting,
    found: Found,
    *,
    scanner: bool,
    agent: str,
    new_id: Callable[[], UUID],
    now: datetime,
) -> None:
    """The page was fetched, by whatever. Nothing but the ledger changes: the call is told as it is."""
    opened = Activity(
        new_id(),
        "opened",
        now,
        link_id=found.link_id,
        generation=meeting.link(found.link_id).generation,
        scanner=scanner,
        agent=agent[:200] or None,
    )
    await room_store.add_activity(connection, opened, found.appointment_id, found.practice_id)
    room = await room_store.room(connection, found.appointment_id)
    by = Actor(found.practice_id, CLIENT)
    await outbox.add(connection, call_activity(room.call, [opened], event_id=new_id(), by=by, at=now))
