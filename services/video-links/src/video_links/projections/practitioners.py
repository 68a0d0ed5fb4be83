from uuid import UUID

from messaging.database import Connection
from video_links.domain.practice import Practitioner


async def keep_practitioner(connection: Connection, practitioner: Practitioner, practice_id: UUID) -> None:
    """Where it is newer than what is known."""
    await connection.execute(
        """
        INSERT INTO practitioners AS known (id, practice_id, version, name)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE
           SET version = excluded.version,
               name = excluded.name
         WHERE known.version < excluded.version
        """,
        practitioner.id,
        practice_id,
        practitioner.version,
        practitioner.name,
    )
