"""What looks across practices, whatever the transaction's are: ids only (migrations/functions)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from messaging.telling_again import SeriesRef, Wanted
from video_links.domain.link import NO_LINK, LinkRef
from video_links.domain.token import Token


@dataclass(frozen=True, slots=True)
class TicketRef:
    practice_id: UUID
    ticket_id: UUID


@dataclass(frozen=True, slots=True)
class AppointmentRef:
    practice_id: UUID
    appointment_id: UUID


async def find_links(connection: Connection, tokens: Sequence[Token]) -> list[LinkRef]:
    """What each opens; NO_LINK where that is nothing."""
    rows = await connection.fetch(
        """
        SELECT found.practice_id, found.appointment_id, found.link_id
          FROM unnest($1::bytea[]) WITH ORDINALITY AS asked (token_hash, number)
          LEFT JOIN LATERAL find_link(asked.token_hash) AS found ON true
         ORDER BY asked.number
        """,
        [token.sha256 for token in tokens],
    )
    return [NO_LINK if row["link_id"] is None else LinkRef(**row) for row in rows]


async def find_ticket(connection: Connection, token: Token) -> TicketRef | None:
    row = await connection.fetchrow(
        "SELECT practice_id, ticket_id FROM find_ticket($1)",
        token.sha256,
    )
    return TicketRef(**row) if row else None


async def find_links_whose_time_is_over(
    connection: Connection, *, ended_before: datetime, at_most: int
) -> list[AppointmentRef]:
    """The live ones of appointments that ended before then, longest ago first."""
    rows = await connection.fetch(
        "SELECT practice_id, appointment_id FROM find_links_whose_time_is_over($1, $2)",
        ended_before,
        at_most,
    )
    return [AppointmentRef(**row) for row in rows]


async def find_deserted_rooms(connection: Connection, *, seen_before: datetime, at_most: int) -> list[AppointmentRef]:
    """Those with pages in them that were last seen before then."""
    rows = await connection.fetch(
        "SELECT practice_id, appointment_id FROM find_deserted_rooms($1, $2)",
        seen_before,
        at_most,
    )
    return [AppointmentRef(**row) for row in rows]


async def find_practices_with_litter(connection: Connection, *, made_before: datetime) -> list[UUID]:
    """Those that have tickets or signals from before then lying about."""
    rows = await connection.fetch("SELECT practice_id FROM find_practices_with_litter($1)", made_before)
    return [row["practice_id"] for row in rows]


async def find_told_series(
    connection: Connection, wanted: Wanted, behind: SeriesRef | None, at_most: int
) -> list[SeriesRef]:
    """In their order."""
    rows = await connection.fetch(
        "SELECT practice_id, series_id FROM find_told_series($1, $2, $3, $4, $5)",
        wanted.ids,
        wanted.practice_id,
        behind and behind.practice_id,
        behind and behind.series_id,
        at_most,
    )
    return [SeriesRef(**row) for row in rows]
