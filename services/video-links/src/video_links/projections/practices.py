from messaging.database import Connection
from video_links.domain.practice import Practice


async def keep_practice(connection: Connection, practice: Practice) -> None:
    """Where it is newer than what is known."""
    await connection.execute(
        """
        INSERT INTO practices AS known (id, version, name, phone, phone_hours)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO UPDATE
           SET version = excluded.version,
               name = excluded.name,
               phone = excluded.phone,
               phone_hours = excluded.phone_hours
         WHERE known.version < excluded.version
        """,
        practice.id,
        practice.version,
        practice.name,
        practice.phone,
        practice.phone_hours,
    )
