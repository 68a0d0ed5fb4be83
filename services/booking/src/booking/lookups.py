"""What looks across practices: ids and counts only (migrations/functions)."""

from datetime import datetime
from uuid import UUID

from messaging.database import Connection


async def find_practices(connection: Connection) -> list[UUID]:
    rows = await connection.fetch("SELECT id FROM find_practices() AS id")
    return [row["id"] for row in rows]


async def count_deviations(connection: Connection, *, now: datetime) -> dict[str, int]:
    """How many there are of each code, in all practices together. It reads a month of every diary: for a gauge."""
    rows = await connection.fetch("SELECT code, deviations FROM count_deviations($1)", now)
    return {row["code"]: row["deviations"] for row in rows}
