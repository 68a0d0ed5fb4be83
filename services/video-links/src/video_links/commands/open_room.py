from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit
from video_links.commands.lock_call import lock_call
from video_links.domain.ticket import TICKET_LIVES, Ticket
from video_links.domain.token import Token
from video_links.installation import Installation
from video_links.store.tickets import add_ticket


async def open_room(
    connection: Connection,
    appointment_id: UUID,
    *,
    stands_in: bool,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> Token:
    """A ticket to the room for the practitioner, or for a colleague who stands in: that one waits in it while somebody
    else hosts. Raises RoomUnknown, RoomClosed, NotTheHost."""
    call = await lock_call(connection, appointment_id, by.practice_id, window=installation.window)
    call.open_to_host(now=now)
    call.may_enter(by.subject, stands_in=stands_in)
    token = installation.new_token()
    ticket = Ticket(appointment_id, "host", subject=by.subject, name=by.name, until=by.until)
    await add_ticket(connection, installation.new_id(), token, ticket, by.practice_id, expires_at=now + TICKET_LIVES)
    action: audit.Action = "room_opened" if by.subject == call.practitioner else "stood_in"
    await audit.add(connection, action, appointment_id, by=by, at=now, entry_id=installation.new_id())
    return token
