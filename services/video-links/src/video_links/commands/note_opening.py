from datetime import datetime

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links.commands.enter_room import CLIENT
from video_links.domain.activity import Activity
from video_links.domain.call import Call
from video_links.domain.link import LinkRef
from video_links.events import call_activity
from video_links.installation import Installation
from video_links.store.calls import add_activity


async def note_opening(
    connection: Connection,
    call: Call,
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
        generation=call.link(link.link_id).generation,
        scanner=scanner,
        agent=agent[:200] or None,
    )
    await add_activity(connection, opened, link.appointment_id, link.practice_id)
    by = Actor(link.practice_id, CLIENT)
    await outbox.add(connection, call_activity(call, [opened], event_id=installation.new_id(), by=by, at=now))
