"""Who did what, when."""

from dataclasses import dataclass
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
_CHANGES: tuple[Action, ...] = ("series_booked", "attended", "missed", "cancelled", "cancelled_untold")


async def add(
    connection: Connection,
    action: Action,
    about: UUID,
    *,
    by: Actor,
    at: datetime,
    appointment_id: UUID | None = None,
    sessions: int | None = None,
) -> None:
    """`sessions`: how many it was about, from the appointment on.

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
        sessions,
    )


@dataclass(frozen=True, slots=True)
class LastChange:
    at: datetime
    who: str


async def last_change(connection: Connection, series_id: UUID) -> LastChange | None:
    """Who made the series' version what it is."""
    row = await connection.fetchrow(
        """
        SELECT audit_log.at, coalesce(staff.name, practitioners.name, audit_log.subject) AS who
          FROM audit_log
          LEFT JOIN staff ON staff.subject = audit_log.subject
          LEFT JOIN practitioners ON practitioners.subject = audit_log.subject
         WHERE audit_log.about = $1
           AND audit_log.action = ANY ($2::text[])
         ORDER BY audit_log.at DESC, audit_log.id DESC
         LIMIT 1
        """,
        series_id,
        _CHANGES,
    )
    return None if row is None else LastChange(**row)
