from uuid import UUID

from messaging.database import Connection
from notifications.domain.people import Practice


async def add_practice(connection: Connection, practice_id: UUID) -> None:
    """A row for a practice that no event has described yet. Waits for whoever adds it too."""
    await connection.execute("INSERT INTO practices (id) VALUES ($1) ON CONFLICT (id) DO NOTHING", practice_id)


async def lock_practice(connection: Connection, practice_id: UUID) -> None:
    """It has a row."""
    await connection.execute("SELECT FROM practices WHERE id = $1 FOR UPDATE", practice_id)


async def keep_practice(connection: Connection, practice: Practice) -> None:
    """Unless newer is known. It has a row already."""
    await connection.execute(
        """
        UPDATE practices
           SET incarnation = $8, version = $2, name = $3, zone = $4, phone = $5, phone_hours = $6, email = $7
         WHERE id = $1
           AND (incarnation, version) < ($8, $2)
        """,
        practice.id,
        practice.version.number,
        practice.name,
        practice.zone,
        practice.phone,
        practice.phone_hours,
        practice.email,
        practice.version.incarnation,
    )
