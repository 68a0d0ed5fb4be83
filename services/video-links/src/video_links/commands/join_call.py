from datetime import datetime

from messaging.actor import Actor
from messaging.database import Connection
from video_links.commands.enter_room import CLIENT
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.activity import Activity
from video_links.domain.call import Coming
from video_links.domain.device import device_of
from video_links.domain.link import LinkRef
from video_links.domain.ticket import TICKET_LIVES, Ticket
from video_links.domain.token import Token
from video_links.installation import Installation
from video_links.store.tickets import add_ticket


async def join_call(
    connection: Connection,
    link: LinkRef,
    browser: Token,
    *,
    take_over: bool,
    scanner: bool,
    agent: str,
    now: datetime,
    installation: Installation,
) -> tuple[Token, Coming]:
    """A ticket to the room, for the browser that `browser` names, and how it came.

    Raises NotNow, LinkDead, UsedElsewhere.
    """
    by = Actor(link.practice_id, CLIENT)
    before = await lock_call(connection, link.appointment_id, by.practice_id, window=installation.window)
    after, coming = before.join(
        link.link_id, browser.sha256, device_of(agent), take_over=take_over, client_id=installation.new_id(), now=now
    )
    came = Activity(
        installation.new_id(),
        coming,
        now,
        link_id=link.link_id,
        generation=after.link(link.link_id).generation,
        scanner=scanner,
        agent=agent[:200] or None,
    )
    await save_call(connection, before, after, came, by=by, now=now, installation=installation)
    assert after.client is not None
    token = installation.new_token()
    ticket = Ticket(link.appointment_id, "client", client_session_id=after.client.id)
    await add_ticket(connection, installation.new_id(), token, ticket, by.practice_id, expires_at=now + TICKET_LIVES)
    return token, coming
