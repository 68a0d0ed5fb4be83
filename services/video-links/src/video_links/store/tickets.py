from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.domain.ticket import Ticket
from video_links.domain.token import Token


async def add_ticket(
    connection: Connection, ticket_id: UUID, token: Token, ticket: Ticket, practice_id: UUID, *, expires_at: datetime
) -> None:
    await connection.execute(
        """
        INSERT INTO room_tickets
               (id, practice_id, appointment_id, ticket_hash, role, client_session_id, subject, name, until,
                expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        ticket_id,
        practice_id,
        ticket.appointment_id,
        token.sha256,
        ticket.role,
        ticket.client_session_id,
        ticket.subject,
        ticket.name,
        ticket.until,
        expires_at,
    )


async def remove_ticket(connection: Connection, ticket_id: UUID, *, now: datetime) -> Ticket | None:
    """It is good once, and for its time."""
    row = await connection.fetchrow(
        """
        DELETE FROM room_tickets
         WHERE id = $1
        RETURNING appointment_id, role, client_session_id, subject, name, until, expires_at
        """,
        ticket_id,
    )
    if row is None or row["expires_at"] <= now:
        return None
    return Ticket(
        row["appointment_id"], row["role"], row["client_session_id"], row["subject"], row["name"], row["until"]
    )


async def remove_old_tickets(connection: Connection, *, expired_before: datetime) -> None:
    await connection.execute("DELETE FROM room_tickets WHERE expires_at <= $1", expired_before)
