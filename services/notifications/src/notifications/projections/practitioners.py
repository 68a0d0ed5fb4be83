from uuid import UUID

from messaging.database import Connection
from notifications.domain.people import Practitioner


async def keep_practitioner(connection: Connection, practice_id: UUID, practitioner: Practitioner) -> None:
    """Unless newer is known."""
    await connection.execute(
        """
        INSERT INTO practitioners (id, practice_id, incarnation, version, name)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (practice_id, id) DO UPDATE
           SET incarnation = excluded.incarnation, version = excluded.version, name = excluded.name
         WHERE (practitioners.incarnation, practitioners.version) < (excluded.incarnation, excluded.version)
        """,
        practitioner.id,
        practice_id,
        practitioner.version.incarnation,
        practitioner.version.number,
        practitioner.name,
    )
