"""What looks across practices: ids only (migrations/functions)."""

from uuid import UUID

from messaging.database import Connection


async def find_practices(connection: Connection) -> list[UUID]:
    rows = await connection.fetch("SELECT id FROM find_practices() AS id")
    return [row["id"] for row in rows]
