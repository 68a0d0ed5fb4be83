from messaging.database import Connection
from video_links.domain.practice import Practice


async def keep_practice(connection: Connection, practice: Practice) -> None:
    """Where it is newer than what is known, or tells what a former release has not kept, the zone among it."""
    await connection.execute(
        """
        INSERT INTO practices AS known (id, incarnation, version, name, phone, phone_hours, email, zone)
        VALUES ($1, $8, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO UPDATE
           SET incarnation = excluded.incarnation,
               version = excluded.version,
               name = excluded.name,
               phone = excluded.phone,
               phone_hours = excluded.phone_hours,
               email = excluded.email,
               zone = excluded.zone
         WHERE (known.incarnation, known.version) < (excluded.incarnation, excluded.version)
            OR ((known.incarnation, known.version) = (excluded.incarnation, excluded.version) AND known.zone IS NULL)
        """,
        practice.id,
        practice.version.number,
        practice.name,
        practice.phone,
        practice.phone_hours,
        practice.email,
        practice.zone,
        practice.version.incarnation,
    )
