from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import calls
from video_links.commands.record_activity import record_activity
from video_links.domain.device import device_of
from video_links.domain.session import Window
from video_links.domain.token import RANDOM_BYTES, Token
from video_links.errors import LinkUnknown
from video_links.views import Found

CLIENT = "client"


async def join_call(
    connection: Connection,
    found: Found,
    browser: Token,
    *,
    take_over: bool,
    agent: str,
    window: Window,
    random_bytes: Callable[[int], bytes],
    new_id: Callable[[], UUID],
    now: datetime,
) -> Token:
    """A ticket to the room, for the browser that `browser` names.

    Raises NotNow, LinkDead, UsedElsewhere, LinkUnknown.
    """
    by = Actor(found.practice_id, CLIENT)
    call = await calls.lock_call(connection, found.appointment_id, window=window, now=now)
    if call is None:
        raise LinkUnknown("unknown")
    call, coming = call.join(
        found.link_id, browser.sha256, device_of(agent), take_over=take_over, client_id=new_id(), now=now
    )
    await calls.save_client(connection, call, by.practice_id, now=now)
    ticket = Token.of(random_bytes(RANDOM_BYTES))
    await calls.add_ticket(
        connection, ticket, call, by.practice_id, ticket_id=new_id(), role="client", subject=None, now=now
    )
    await record_activity(
        connection,
        call.appointment_id,
        call.series_id,
        coming,
        now=now,
        by=by,
        new_id=new_id,
        link_id=found.link_id,
        generation=call.link(found.link_id).generation,
        agent=agent[:200],
    )
    return ticket
