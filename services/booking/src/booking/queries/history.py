from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from booking.domain.call import ActivityKind
from booking.domain.history import HistoryEntry
from messaging.database import Connection

NEWEST = 1000  # entries: more than the longest series comes to
OLDEST = 100  # of what happened at a link: whatever its holder does later, how it began stays in sight


async def history_of(connection: Connection, series_id: UUID) -> list[HistoryEntry]:
    """Who did what with a series, the newest first. What somebody did again within the same hour stands there once."""
    rows = await connection.fetch(
        """
        SELECT max(audit_entries.at) AS at,
               coalesce(staff.name, practitioners.name, audit_entries.subject) AS who,
               audit_entries.action,
               audit_entries.appointment_id,
               (audit_entries.details ->> 'appointments')::integer AS about,
               ARRAY(SELECT jsonb_array_elements_text(audit_entries.details -> 'accepted')) AS accepted,
               (audit_entries.details ->> 'from')::timestamp AS moved_from,
               (audit_entries.details ->> 'to')::timestamp AS moved_to,
               count(*)::integer AS times
          FROM audit_entries
          LEFT JOIN staff ON staff.subject = audit_entries.subject
          LEFT JOIN practitioners ON practitioners.subject = audit_entries.subject
         WHERE audit_entries.about = $1
         GROUP BY coalesce(staff.name, practitioners.name, audit_entries.subject), audit_entries.action,
                  audit_entries.appointment_id, audit_entries.details, date_trunc('hour', audit_entries.at)
         ORDER BY max(audit_entries.at) DESC, max(audit_entries.id::text) DESC
         LIMIT $2
        """,
        series_id,
        NEWEST,
    )
    return [HistoryEntry(**row) for row in rows]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """`who` is None where it was no one of the staff. `times` within the hour that ended `at`."""

    kind: ActivityKind
    at: datetime
    scanner: bool
    who: str | None
    times: int


async def activities_of(connection: Connection, appointment_id: UUID) -> list[ActivityRow]:
    """What happened at its link and in its room, the newest first: the newest and the oldest where it is too much.
    Openings of the same hour stand there once, the scanners' on their own."""
    rows = await connection.fetch(
        """
        WITH happened AS (
            SELECT activities.kind, max(activities.at) AS at, activities.scanner,
                   coalesce(staff.name, practitioners.name) AS who, count(*)::integer AS times,
                   max(activities.id::text) AS id
              FROM activities
              LEFT JOIN staff ON staff.subject = activities.subject
              LEFT JOIN practitioners ON practitioners.subject = activities.subject
             WHERE activities.appointment_id = $1
             GROUP BY activities.kind, activities.scanner, coalesce(staff.name, practitioners.name),
                      CASE WHEN activities.kind = 'opened' THEN date_trunc('hour', activities.at) END,
                      CASE WHEN activities.kind <> 'opened' THEN activities.id END
        )
        SELECT kind, at, scanner, who, times
          FROM (
                   (SELECT * FROM happened ORDER BY at DESC, id DESC LIMIT $2)
                   UNION
                   (SELECT * FROM happened ORDER BY at, id LIMIT $3)
               ) AS shown
         ORDER BY at DESC, id DESC
        """,
        appointment_id,
        NEWEST,
        OLDEST,
    )
    return [ActivityRow(**row) for row in rows]
