from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit, calls
from video_links.domain.session import Window
from video_links.domain.token import RANDOM_BYTES, Token
from video_links.errors import AppointmentNotFound


async def open_room(
    connection: Connection,
    appointment_id: UUID,
    *,
    window: Window,
    random_bytes: Callable[[int], bytes],
    new_id: Callable[[], UUID],
    by: Actor,
    now: datetime,
) -> Token:
    """A ticket to the room for the host. Raises AppointmentNotFound, RoomClosed."""
    call = await calls.lock_call(connection, appointment_id, window=window, now=now)
    if call is None:
        raise AppointmentNotFound(f"No appointment {appointment_id} in this practice.")
    call.open_to_host(now=now)
    ticket = Token.of(random_bytes(RANDOM_BYTES))
    await calls.add_ticket(
        connection, ticket, call, by.practice_id, ticket_id=new_id(), role="host", subject=by.subject, now=now
    )
    await audit.add(connection, "room_opened", appointment_id, by=by, at=now, entry_id=new_id())
    return ticket
