from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.database import Connection


@dataclass(frozen=True, slots=True)
class CurrentLink:
    appointment_id: UUID
    series_id: UUID
    generation: int


async def find_current_link(connection: Connection, appointment_id: UUID, *, over: datetime) -> CurrentLink | None:
    """The appointment's own link where it lives, else that of the series' next appointment; of those that did
    not end before `over`."""
    row = await connection.fetchrow(
        """
        SELECT wanted.id AS appointment_id, wanted.series_id, links.generation
          FROM appointments AS held
          JOIN appointments AS wanted ON wanted.practice_id = held.practice_id
           AND wanted.series_id = held.series_id
          JOIN links ON links.practice_id = wanted.practice_id
           AND links.appointment_id = wanted.id
           AND links.state = 'live'
         WHERE held.id = $1
           AND wanted.status = 'booked'
           AND wanted.ends_at > $2
         ORDER BY wanted.id = held.id DESC, wanted.starts_at
         LIMIT 1
        """,
        appointment_id,
        over,
    )
    return CurrentLink(**row) if row else None
