from uuid import UUID

from messaging.database import Connection
from notifications.domain.starting import StartingSet


async def lacking(connection: Connection, practice_id: UUID, starting: StartingSet) -> StartingSet:
    """What of it a practice does not have: all of it where it is new, and else what came with later releases."""
    row = await connection.fetchrow(
        """
        SELECT ARRAY(SELECT DISTINCT trigger FROM rules WHERE practice_id = $1) AS triggers,
               ARRAY(SELECT name FROM templates WHERE practice_id = $1) AS names
        """,
        practice_id,
    )
    assert row is not None
    return starting.without(set(row["triggers"]), set(row["names"]))
