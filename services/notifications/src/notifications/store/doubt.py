"""Until when messages were due of which it is not known whether they went."""

from datetime import datetime

from messaging.database import Connection


async def keep_doubt(connection: Connection, *, due_by: datetime) -> None:
    """Where it was in doubt for longer before, it stays so."""
    await connection.execute(
        """
        INSERT INTO in_doubt AS known (due_by)
        VALUES ($1)
        ON CONFLICT (one) DO UPDATE
           SET due_by = excluded.due_by
         WHERE known.due_by < excluded.due_by
        """,
        due_by,
    )
