from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import room_store
from video_links.commands.record_activity import record_activity
from video_links.domain.activity import Activity
from video_links.domain.room import Role
from video_links.errors import TicketRefused

CLIENT = "client"  # what events name as their actor, where nobody has signed in


@dataclass(frozen=True, slots=True)
class Seat:
    """A page's place in a room, by one of its sockets."""

    practice_id: UUID
    appointment_id: UUID
    participant_id: UUID
    socket: UUID
    role: Role
    client_session_id: UUID | None
    by: Actor


async def enter_room(
    connection: Connection,
    ticket_id: UUID,
    participant_id: UUID,
    *,
    socket: UUID,
    practice_id: UUID,
    now: datetime,
    new_id: Callable[[], UUID],
) -> Seat:
    """Let the page in for which the ticket was given, or let it in again. Raises TicketRefused."""
    ticket = await room_store.take_ticket(connection, ticket_id, now)
    if ticket is None:
        raise TicketRefused
    await room_store.lock_call(connection, ticket.appointment_id, practice_id)
    if not await room_store.save_participant(connection, participant_id, ticket, socket, practice_id, now):
        raise TicketRefused
    by = Actor(practice_id, ticket.subject or CLIENT)
    entered = [Activity(new_id(), "host_entered", now)] if ticket.role == "host" else []
    await record_activity(connection, ticket.appointment_id, *entered, by=by, now=now, new_id=new_id)
    return Seat(practice_id, ticket.appointment_id, participant_id, socket, ticket.role, ticket.client_session_id, by)
