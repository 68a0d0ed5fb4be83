from dataclasses import dataclass
from uuid import UUID

from messaging.database import Connection
from video_links.domain.session import Session
from video_links.domain.token import Token
from video_links.domain.zone import zone_named

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Found:
    """Which link a token opens. Where it opens none, ids that belong to nobody."""

    practice_id: UUID = _NOBODY
    appointment_id: UUID = _NOBODY
    link_id: UUID = _NOBODY


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What a link's page may show. What booking has not told yet is None."""

    session: Session
    practitioner: str | None
    practice: str | None
    phone: str | None
    phone_hours: str | None


@dataclass(frozen=True, slots=True)
class FoundTicket:
    practice_id: UUID
    ticket_id: UUID


async def find_ticket(connection: Connection, ticket_hash: bytes) -> FoundTicket | None:
    """Whatever the transaction's practices are."""
    row = await connection.fetchrow(
        "SELECT practice_id, ticket_id FROM find_ticket($1)",
        ticket_hash,
    )
    return FoundTicket(**row) if row else None


async def find_link(connection: Connection, token: Token) -> Found:
    """Whatever the transaction's practices are."""
    row = await connection.fetchrow(
        "SELECT practice_id, appointment_id, link_id FROM find_link($1)",
        token.sha256,
    )
    return Found(**row) if row else Found()


async def link_page(connection: Connection, found: Found) -> LinkPage | None:
    """None where the token opens no link. It is asked all the same, so that the time taken does not tell it."""
    row = await connection.fetchrow(
        """
        SELECT links.reason,
               appointments.local_start, appointments.starts_at, appointments.ends_at, appointments.status,
               series.zone,
               practitioners.name AS practitioner,
               practices.name AS practice, practices.phone, practices.phone_hours
          FROM links
          JOIN appointments ON appointments.id = links.appointment_id
          JOIN series ON series.id = appointments.series_id
          LEFT JOIN practitioners ON practitioners.id = series.practitioner_id
          LEFT JOIN practices ON practices.id = links.practice_id
         WHERE links.id = $1
           AND appointments.id = $2
        """,
        found.link_id,
        found.appointment_id,
    )
    if row is None:
        return None
    return LinkPage(
        session=Session(
            zone=zone_named(row["zone"]),
            local_start=row["local_start"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            status=row["status"],
            dead=row["reason"],
        ),
        practitioner=row["practitioner"],
        practice=row["practice"],
        phone=row["phone"],
        phone_hours=row["phone_hours"],
    )
