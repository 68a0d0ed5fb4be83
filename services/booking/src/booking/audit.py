"""Who did what, when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection

type Action = Literal[
    "practice_created",
    "practitioner_added",
    "client_added",
    "kind_added",
    "series_booked",
    "link_shown",
    "attended",
    "missed",
    "cancelled",
    "cancelled_untold",
]
# What raises a series' version.
CHANGES: tuple[Action, ...] = ("series_booked", "attended", "missed", "cancelled", "cancelled_untold")


async def add(
    connection: Connection,
    action: Action,
    about: UUID,
    *,
    by: Actor,
    at: datetime,
    appointment_id: UUID | None = None,
    appointments: int | None = None,
) -> None:
    """`appointments`: how many it was about, from the appointment on.

    Call it last in its transaction: a new name of somebody who acts makes others who note it wait.
    """
    await connection.execute(
        """
        WITH named AS (
            INSERT INTO staff (practice_id, subject, name)
            SELECT $1, $2, $3
             WHERE $3::text IS NOT NULL
               AND NOT EXISTS (SELECT FROM staff WHERE practice_id = $1 AND subject = $2 AND name = $3)
            ON CONFLICT (practice_id, subject) DO UPDATE SET name = excluded.name
        )
        INSERT INTO audit_log (practice_id, at, subject, action, about, appointment_id, sessions)
        VALUES ($1, $4, $2, $5, $6, $7, $8)
        """,
        by.practice_id,
        by.subject,
        by.name,
        at,
        action,
        about,
        appointment_id,
        appointments,
    )


async def changed_at(connection: Connection, series_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When each was last changed, of those that have been."""
    rows = await connection.fetch(
        """
        SELECT about, max(at) AS at
          FROM audit_log
         WHERE about = ANY ($1::uuid[])
           AND action <> 'link_shown'
         GROUP BY about
        """,
        series_ids,
    )
    return {row["about"]: row["at"] for row in rows}
