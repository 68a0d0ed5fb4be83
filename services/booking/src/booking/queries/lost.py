from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging.database import Connection


async def series_lost(connection: Connection, *, now: datetime) -> Sequence[tuple[UUID, int]]:
    """Series that the diary does not know, and of which links live, with how many: it came back from a backup."""
    rows = await connection.fetch(
        """
        SELECT links.series_id, count(*) AS live
          FROM links
         WHERE links.state = 'live'
           AND (links.closes_at IS NULL OR links.closes_at > $1)
           AND NOT EXISTS (SELECT FROM series WHERE series.id = links.series_id)
         GROUP BY links.series_id
         ORDER BY links.series_id
         LIMIT 1000
        """,
        now,
    )
    return [(row["series_id"], row["live"]) for row in rows]
