from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.activity import Activity
from video_links.domain.presence import Participant, Role
from video_links.errors import TicketRefused
from video_links.installation import Installation
from video_links.store.calls import save_seen
from video_links.store.tickets import remove_ticket

CLIENT = "client"  # what events name as their actor, where nobody has signed in


@dataclass(frozen=True, slots=True)
class Seat:
    """A page's place in a room, by one of its sockets. `by.until`: when a host's access token expires."""

    practice_id: UUID
    appointment_id: UUID
    participant_id: UUID
    socket: UUID
    role: Role
    by: Actor


async def enter_room(
    connection: Connection,
    ticket_id: UUID,
    participant_id: UUID,
    practice_id: UUID,
    *,
    now: datetime,
    installation: Installation,
) -> Seat | None:
    """Let the page in for which the ticket was given, or let it in again. None where the ticket is not good for that;
    it is used up either way."""
    ticket = await remove_ticket(connection, ticket_id, now=now)
    if ticket is None:
        return None
    before = await lock_call(connection, ticket.appointment_id, practice_id, window=installation.window)
    page = Participant(
        participant_id,
        ticket.role,
        installation.new_id(),
        now,
        now,
        ticket.client_session_id,
        subject=ticket.subject,
        name=ticket.name,
    )
    by = Actor(practice_id, ticket.subject or CLIENT, until=ticket.until)
    try:
        after = before.enter(page, now=now)
        hosts = ticket.role == "host" and after.host_subject == ticket.subject
        entered = [Activity(installation.new_id(), "host_entered", now)] if hosts else []
        await save_call(connection, before, after, *entered, by=by, now=now, installation=installation)
    except TicketRefused:
        return None
    return Seat(practice_id, ticket.appointment_id, participant_id, page.socket, ticket.role, by)


async def stay_in_room(connection: Connection, seat: Seat, *, now: datetime) -> bool:
    """The page is there still. False where it has another socket by now, or was taken for gone."""
    return await save_seen(connection, seat.participant_id, seat.socket, now=now)
