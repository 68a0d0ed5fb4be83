from datetime import datetime
from typing import Literal
from uuid import UUID

from messaging.database import Connection

type Told = Literal["practices", "practitioners", "clients", "series"]


_IDS: dict[Told, str] = {
    "practices": "SELECT id FROM practices",
    "practitioners": "SELECT id FROM practitioners",
    "clients": "SELECT id FROM clients",
    "series": "SELECT id FROM series",
}


_SINCE = """
 WHERE ($1::timestamptz IS NULL OR changed_at >= $1)
   AND ($2::uuid IS NULL OR id > $2)
 ORDER BY id
 LIMIT $3
"""


async def ids_since(
    connection: Connection, told: Told, since: datetime | None, *, after: UUID | None, at_most: int
) -> list[UUID]:
    """Of what was made or changed since then (None: ever), in order, from `after` on."""
    rows = await connection.fetch(_IDS[told] + _SINCE, since, after, at_most)
    return [row["id"] for row in rows]
