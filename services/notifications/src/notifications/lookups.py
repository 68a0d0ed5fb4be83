"""What the scheduler asks across practices, by the functions of migrations/0002_lookups.sql."""

from datetime import datetime
from uuid import UUID

from messaging.database import Connection


async def lock_due(connection: Connection, now: datetime, *, at_most: int) -> list[tuple[UUID, UUID]]:
    """Practice and communication of what can be sent now; first what a lost sender left."""
    abandoned = await connection.fetch(
        "SELECT practice_id, communication_id FROM lock_abandoned_communications($1)", at_most
    )
    due = await connection.fetch(
        "SELECT practice_id, communication_id FROM lock_due_communications($1, $2)", now, at_most - len(abandoned)
    )
    return [(row["practice_id"], row["communication_id"]) for row in [*abandoned, *due]]


async def next_due(connection: Connection, now: datetime) -> datetime | None:
    """When the next message falls due that is not due yet."""
    due_at: datetime | None = await connection.fetchval("SELECT next_due($1)", now)
    return due_at
