from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit, meetings
from video_links.commands.tell_links import Making
from video_links.domain.token import RANDOM_BYTES, Token


async def open_room(connection: Connection, appointment_id: UUID, making: Making, *, by: Actor, now: datetime) -> Token:
    """A ticket to the room for the host. Raises RoomUnknown, RoomClosed."""
    meeting = await meetings.lock_meeting(connection, appointment_id, by.practice_id, window=making.window, now=now)
    meeting.open_to_host(now=now)
    ticket = Token.of(making.random_bytes(RANDOM_BYTES))
    await meetings.add_ticket(
        connection,
        ticket,
        meeting,
        by.practice_id,
        ticket_id=making.new_id(),
        role="host",
        subject=by.subject,
        now=now,
    )
    await audit.add(connection, "room_opened", appointment_id, by=by, at=now, entry_id=making.new_id())
    return ticket
