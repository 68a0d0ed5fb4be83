from datetime import datetime

from messaging.actor import Actor
from messaging.database import Connection
from video_links import meetings
from video_links.commands.enter_room import CLIENT
from video_links.commands.record_activity import record_activity
from video_links.commands.tell_links import Making
from video_links.domain.activity import Activity
from video_links.domain.device import device_of
from video_links.domain.meeting import Coming
from video_links.domain.token import RANDOM_BYTES, Token
from video_links.views import Found


async def join_call(
    connection: Connection,
    found: Found,
    browser: Token,
    making: Making,
    *,
    take_over: bool,
    agent: str,
    now: datetime,
) -> tuple[Token, Coming]:
    """A ticket to the room, for the browser that `browser` names, and how it came.

    Raises NotNow, LinkDead, UsedElsewhere.
    """
    by = Actor(found.practice_id, CLIENT)
    before = await meetings.lock_meeting(
        connection, found.appointment_id, by.practice_id, window=making.window, now=now
    )
    after, coming = before.join(
        found.link_id, browser.sha256, device_of(agent), take_over=take_over, client_id=making.new_id(), now=now
    )
    await meetings.save_client(connection, after, by.practice_id, now=now)
    ticket = Token.of(making.random_bytes(RANDOM_BYTES))
    await meetings.add_ticket(
        connection, ticket, after, by.practice_id, ticket_id=making.new_id(), role="client", subject=None, now=now
    )
    came = Activity(
        making.new_id(),
        coming,
        now,
        link_id=found.link_id,
        generation=after.link(found.link_id).generation,
        agent=agent[:200] or None,
    )
    await record_activity(connection, found.appointment_id, came, by=by, now=now, new_id=making.new_id)
    return ticket, coming
