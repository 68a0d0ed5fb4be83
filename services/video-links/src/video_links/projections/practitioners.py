from uuid import UUID

from messaging.database import Connection
from video_links.domain.practice import Practitioner


async def keep_practitioner(connection: Connection, practitioner: Practitioner, practice_id: UUID) -> None:
    """Where it is newer than what is known, or tells whose user they are, which a former release has not kept."""
    await connection.execute(
        """
        INSERT INTO practitioners AS known (id, practice_id, incarnation, version, name, subject)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (practice_id, id) DO UPDATE
           SET incarnation = excluded.incarnation,
               version = excluded.version,
               name = excluded.name,
               subject = excluded.subject
         WHERE (known.incarnation, known.version) < (excluded.incarnation, excluded.version)
            OR ((known.incarnation, known.version) = (excluded.incarnation, excluded.version) AND known.subject IS NULL)
        """,
        practitioner.id,
        practice_id,
        practitioner.version.incarnation,
        practitioner.version.number,
        practitioner.name,
        practitioner.subject,
    )
