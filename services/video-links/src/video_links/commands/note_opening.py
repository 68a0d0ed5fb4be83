from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links.commands.join_call import CLIENT
from video_links.commands.record_activity import record_activity
from video_links.domain.call import Call
from video_links.views import Found


async def note_opening(
    connection: Connection,
    call: Call,
    found: Found,
    *,
    scanner: bool,
    agent: str,
    new_id: Callable[[], UUID],
    now: datetime,
) -> None:
    """The page was fetched, by whatever. Nothing but the ledger changes."""
    await record_activity(
        connection,
        call.appointment_id,
        call.series_id,
        "opened",
        now=now,
        by=Actor(found.practice_id, CLIENT),
        new_id=new_id,
        link_id=found.link_id,
        generation=call.link(found.link_id).generation,
        scanner=scanner,
        agent=agent[:200] or None,
    )
