from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from contracts.call import ActivityKind
from messaging.actor import Actor
from messaging.database import Connection


async def record_activity(
    connection: Connection,
    appointment_id: UUID,
    series_id: UUID,
    *kinds: ActivityKind,
    now: datetime,
    by: Actor,
    new_id: Callable[[], UUID],
    link_id: UUID | None = None,
    generation: int | None = None,
    scanner: bool = False,
    agent: str | None = None,
) -> None:
    """Keep what happened."""
    for kind in kinds:
        await connection.execute(
            """
            INSERT INTO activities (id, practice_id, appointment_id, link_id, kind, at, scanner, agent)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            new_id(),
            by.practice_id,
            appointment_id,
            link_id,
            kind,
            now,
            scanner,
            agent,
        )
