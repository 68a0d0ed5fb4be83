from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection


async def add(
    connection: Connection,
    action: str,
    subject_id: UUID,
    *,
    entry_id: UUID,
    by: Actor,
    at: datetime,
    details: Mapping[str, object],
) -> None:
    """Keep who did what, and when. `details` hold nobody's personal data."""
    await connection.execute(
        """
        INSERT INTO audit (id, practice_id, at, actor, action, subject_id, details)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        entry_id,
        by.practice_id,
        at,
        by.subject,
        action,
        subject_id,
        dict(details),
    )
