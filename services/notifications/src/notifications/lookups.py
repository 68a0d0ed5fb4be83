"""What the scheduler asks across practices, by the functions of migrations/functions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from messaging.database import Connection
from messaging.telling_again import SeriesRef, Wanted


async def lock_due(connection: Connection, now: datetime, *, at_most: int) -> list[tuple[UUID, UUID]]:
    """Practice and communication of what can be sent now; first what a lost sender left."""
    abandoned = await connection.fetch(
        "SELECT practice_id, communication_id FROM lock_abandoned_communications($1)", at_most
    )
    due = await connection.fetch(
        "SELECT practice_id, communication_id FROM lock_due_communications($1, $2)", now, at_most - len(abandoned)
    )
    return [(row["practice_id"], row["communication_id"]) for row in [*abandoned, *due]]


async def lock_releasable(
    connection: Connection, now: datetime, *, topics: Sequence[str], most_behind: timedelta, at_most: int
) -> list[tuple[UUID, UUID]]:
    """Practice and communication of what is held and need not be any more."""
    rows = await connection.fetch(
        "SELECT practice_id, communication_id FROM lock_releasable_communications($1, $2, $3, $4)",
        now,
        list(topics),
        most_behind,
        at_most,
    )
    return [(row["practice_id"], row["communication_id"]) for row in rows]


async def find_in_doubt(connection: Connection) -> list[tuple[UUID, UUID]]:
    """Practice and communication of what may have gone before this database came back, the first due first."""
    rows = await connection.fetch("SELECT practice_id, communication_id FROM find_in_doubt()")
    return [(row["practice_id"], row["communication_id"]) for row in rows]


async def topic_behind(connection: Connection, *, topics: Sequence[str], most_behind: timedelta) -> str | None:
    """The first of the topics that has not been heard as far as it should, by Postgres's clock."""
    behind: str | None = await connection.fetchval("SELECT topic_behind($1, $2)", list(topics), most_behind)
    return behind


async def next_due(connection: Connection, now: datetime) -> datetime | None:
    """When the next message falls due that is not due yet."""
    due_at: datetime | None = await connection.fetchval("SELECT next_due($1)", now)
    return due_at


async def find_known_series(
    connection: Connection, wanted: Wanted, behind: SeriesRef | None, at_most: int
) -> list[SeriesRef]:
    """In their order."""
    rows = await connection.fetch(
        "SELECT practice_id, series_id FROM find_known_series($1, $2, $3, $4, $5)",
        wanted.ids,
        wanted.practice_id,
        behind and behind.practice_id,
        behind and behind.series_id,
        at_most,
    )
    return [SeriesRef(**row) for row in rows]
