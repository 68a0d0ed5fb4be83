"""The ledger: all that happens at an appointment's links and in its room."""

from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.domain.activity import Activity


async def add_activity(connection: Connection, activity: Activity, appointment_id: UUID, practice_id: UUID) -> None:
    await connection.execute(
        """
        INSERT INTO activities (id, practice_id, appointment_id, link_id, kind, at, scanner, agent)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        activity.id,
        practice_id,
        appointment_id,
        activity.link_id,
        activity.kind,
        activity.at,
        activity.scanner,
        activity.agent,
    )


async def last_activities(connection: Connection, appointment_id: UUID) -> list[Activity]:
    """The last 500 of the appointment, oldest first."""
    rows = await connection.fetch(
        """
        SELECT id, kind, at, link_id, scanner, agent
          FROM (SELECT * FROM activities WHERE appointment_id = $1 ORDER BY at DESC, id DESC LIMIT 500) AS last
         ORDER BY at, id
        """,
        appointment_id,
    )
    return [Activity(**row) for row in rows]


async def times_requested(connection: Connection, link_id: UUID, *, since: datetime) -> int:
    """How often the current link was asked for by this one."""
    count: int = await connection.fetchval(
        "SELECT count(*) FROM activities WHERE link_id = $1 AND kind = 'requested' AND at > $2",
        link_id,
        since,
    )
    return count
