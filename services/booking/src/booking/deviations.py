"""Where other services' links and messages may not be what booking's truth asks for: found by indexes, judged by
`booking.domain.reconciliation`. Row-level security adds the practice to every WHERE."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from booking.domain.client import Recipient
from booking.domain.communication import Communication
from booking.domain.reconciliation import KnownLink
from messaging.database import Connection


async def series_in_question(
    connection: Connection, practice_id: UUID, *, now: datetime, after: UUID | None, at_most: int
) -> list[UUID]:
    """Those of which something may deviate, in order, from `after` on.

    With the practice named, the planner knows how few of all rows are its own.
    """
    rows = await connection.fetch(
        """
        WITH ahead AS MATERIALIZED (
            SELECT appointments.id, appointments.series_id, appointments.number, series.video
              FROM appointments
              JOIN series ON series.practice_id = $4 AND series.id = appointments.series_id
             WHERE appointments.practice_id = $4
               AND appointments.starts_at > $1::timestamptz - interval '48 hours'
               AND appointments.ends_at > $1
               AND appointments.status = 'booked'
        ), in_question AS (
            SELECT series_id
              FROM ahead
             WHERE video
               AND NOT EXISTS (
                       SELECT
                         FROM links
                        WHERE links.practice_id = $4
                          AND links.appointment_id = ahead.id
                          AND links.state = 'live'
                   )
            UNION ALL
            SELECT appointments.series_id
              FROM links
              JOIN appointments ON appointments.practice_id = $4 AND appointments.id = links.appointment_id
             WHERE links.practice_id = $4
               AND links.state = 'live'
               AND (appointments.status <> 'booked' OR links.closes_at < $1)
            UNION ALL
            SELECT series_id
              FROM ahead
             WHERE number > 1
               AND NOT EXISTS (
                       SELECT
                         FROM communications
                        WHERE communications.practice_id = $4
                          AND communications.appointment_id = ahead.id
                   )
            UNION ALL
            SELECT series_id
              FROM ahead
             WHERE NOT EXISTS (
                       SELECT
                         FROM communications
                        WHERE communications.practice_id = $4
                          AND communications.series_id = ahead.series_id
                          AND communications.trigger IN ('single', 'recurring', 'single_video', 'recurring_video')
                   )
            UNION ALL
            SELECT communications.series_id
              FROM communications
             WHERE communications.practice_id = $4
               AND communications.status IN ('scheduled', 'sending')
               AND communications.due_at < $1::timestamptz + interval '20 minutes'
            UNION ALL
            SELECT communications.series_id
              FROM communications
              JOIN ahead ON ahead.series_id = communications.series_id
             WHERE communications.practice_id = $4
               AND communications.status IN ('held', 'failed', 'suppressed')
            UNION ALL
            SELECT ahead.series_id
              FROM parked_events
              JOIN ahead ON convert_to(ahead.series_id::text, 'UTF8') = parked_events.key
        )
        SELECT DISTINCT series_id
          FROM in_question
         WHERE $2::uuid IS NULL OR series_id > $2
         ORDER BY series_id
         LIMIT $3
        """,
        now,
        after,
        at_most,
        practice_id,
    )
    return [row["series_id"] for row in rows]


async def links(connection: Connection, series_ids: Sequence[UUID]) -> dict[UUID, KnownLink]:
    """By their appointments."""
    rows = await connection.fetch(
        """
        SELECT appointment_id, state, reason, closes_at
          FROM links
         WHERE series_id = ANY ($1::uuid[])
        """,
        series_ids,
    )
    return {row["appointment_id"]: KnownLink(row["state"], row["reason"], row["closes_at"]) for row in rows}


async def communications(connection: Connection, series_ids: Sequence[UUID]) -> dict[UUID, list[Communication]]:
    """Of each series, in the order in which they are due."""
    rows = await connection.fetch(
        """
        SELECT series_id, id, version, appointment_id, trigger, channel, recipient, address, status, reason, detail,
               due_at, held_until, sent_at, link_of
          FROM communications
         WHERE series_id = ANY ($1::uuid[])
         ORDER BY due_at, id
        """,
        series_ids,
    )
    found: dict[UUID, list[Communication]] = {series_id: [] for series_id in series_ids}
    for row in rows:
        message = dict(row)
        found[message.pop("series_id")].append(Communication(**message))
    return found


async def recipients(connection: Connection, client_ids: Sequence[UUID]) -> dict[UUID, list[Recipient]]:
    """Of each client."""
    rows = await connection.fetch("SELECT id, recipients FROM clients WHERE id = ANY ($1::uuid[])", client_ids)
    return {row["id"]: [Recipient(**recipient) for recipient in row["recipients"]] for row in rows}


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


async def parked_at(connection: Connection, series_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Since when something of them stands parked, of those of which something does."""
    rows = await connection.fetch(
        """
        SELECT convert_from(key, 'UTF8')::uuid AS series_id, min(parked_at) AS parked_at
          FROM parked_events
         WHERE key = ANY ($1::bytea[])
         GROUP BY key
        """,
        [str(series_id).encode() for series_id in series_ids],
    )
    return {row["series_id"]: row["parked_at"] for row in rows}
