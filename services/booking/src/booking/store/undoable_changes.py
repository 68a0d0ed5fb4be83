"""How series were before their newest changes."""

from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from booking.domain.undo import Former, Undoable
from messaging.database import Connection

_FORMER: Final = TypeAdapter(Former)


async def keep_undoable(connection: Connection, practice_id: UUID, series_id: UUID, change: Undoable) -> None:
    """In place of the one that could be taken back before. The caller has locked the series."""
    await connection.execute(
        """
        INSERT INTO undoable_changes (practice_id, series_id, version, notify, until, before)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (practice_id, series_id) DO UPDATE
           SET version = excluded.version,
               notify = excluded.notify,
               until = excluded.until,
               before = excluded.before
        """,
        practice_id,
        series_id,
        change.version,
        change.notify,
        change.until,
        _FORMER.dump_python(change.before, mode="json"),
    )


async def find_undoable(connection: Connection, series_id: UUID) -> Undoable | None:
    row = await connection.fetchrow(
        "SELECT version, notify, until, before FROM undoable_changes WHERE series_id = $1", series_id
    )
    if row is None:
        return None
    return Undoable(row["version"], row["notify"], row["until"], _FORMER.validate_python(row["before"]))


async def remove_undoable(connection: Connection, series_id: UUID) -> None:
    await connection.execute("DELETE FROM undoable_changes WHERE series_id = $1", series_id)
