from uuid import UUID

from messaging.at_rest import AtRest
from messaging.database import Connection
from video_links.domain.link import Link
from video_links.domain.token import Token
from video_links.store.links import TOKEN


async def load_newest_links(connection: Connection, series_id: UUID, *, keys: AtRest) -> list[Link]:
    """The newest link of each appointment, in the order of the appointments."""
    rows = await connection.fetch(
        """
        SELECT links.id, links.appointment_id, links.generation, links.token_sealed, links.state, links.reason,
               links.starts_at, links.ends_at
          FROM links
          JOIN appointments ON appointments.practice_id = links.practice_id
           AND appointments.id = links.appointment_id
         WHERE links.series_id = $1
           AND NOT EXISTS (
                   SELECT FROM links AS newer
                    WHERE newer.practice_id = links.practice_id
                      AND newer.appointment_id = links.appointment_id
                      AND newer.generation > links.generation
               )
         ORDER BY appointments.starts_at, appointments.id
        """,
        series_id,
    )
    return [
        Link(
            id=row["id"],
            appointment_id=row["appointment_id"],
            generation=row["generation"],
            token=Token(keys.open(row["token_sealed"], TOKEN, row["id"])),
            state=row["state"],
            reason=row["reason"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
        )
        for row in rows
    ]
