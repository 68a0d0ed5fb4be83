"""Where other services' links and messages are not what booking's truth asks for: found by indexes, judged by
`booking.domain.reconciliation`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from booking.domain.reconciliation import Finding, Found, deviations, of_appointment, reconcile
from booking.domain.series import Series
from booking.domain.wall_time import find_zone
from booking.projections.communications import communications_of_several
from booking.projections.links import links_of_several
from booking.store.clients import several_clients
from booking.store.practices import find_practice
from booking.store.series import find_series_id, several_series
from messaging.database import Connection

SERIES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A series as it was found, and what of it is not as it ought to be."""

    found: Found
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class DeviationsPage:
    """`next` asks for the next page, as `after`; None: this was the last one."""

    series: Sequence[Reconciled]
    next: UUID | None


async def find_deviations(
    connection: Connection, practice_id: UUID, *, now: datetime, after: UUID | None
) -> DeviationsPage:
    """Of the practice's series that lie ahead, what somebody can mend. A page may be empty and not the last.

    Raises PracticeNotFound.
    """
    ids = await _series_in_question(connection, practice_id, now=now, after=after, at_most=SERIES_AT_ONCE)
    reconciled = [
        Reconciled(each.found, deviations(each.found, each.findings, now=now))
        for each in await reconcile_series(connection, practice_id, ids, now=now)
    ]
    return DeviationsPage(
        [each for each in reconciled if each.findings], next=ids[-1] if len(ids) == SERIES_AT_ONCE else None
    )


async def reconcile_appointment(
    connection: Connection, practice_id: UUID, appointment_id: UUID, *, now: datetime
) -> Reconciled:
    """Its series, and what bears on the appointment. Raises AppointmentNotFound, PracticeNotFound."""
    series_id = await find_series_id(connection, appointment_id)
    (reconciled,) = await reconcile_series(connection, practice_id, [series_id], now=now)
    return Reconciled(reconciled.found, of_appointment(reconciled.findings, appointment_id))


async def reconcile_series(
    connection: Connection, practice_id: UUID, series_ids: Sequence[UUID], *, now: datetime
) -> list[Reconciled]:
    """Those of these series that there are. Raises PracticeNotFound."""
    found = await _found(connection, practice_id, await several_series(connection, series_ids))
    return [Reconciled(each, reconcile(each, now=now)) for each in found]


async def _series_in_question(
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


async def _found(connection: Connection, practice_id: UUID, several: Sequence[Series]) -> list[Found]:
    practice = await find_practice(connection, practice_id)
    ids = [series.id for series in several]
    links = await links_of_several(connection, ids)
    communications = await communications_of_several(connection, ids)
    clients = {each.id: each for each in await several_clients(connection, [series.client_id for series in several])}
    parked_at = await _parked_at(connection, ids)
    return [
        Found(
            series=series,
            changed_at=series.changed_at,
            client_name=clients[series.client_id].name,
            reachable=any(each.email for each in clients[series.client_id].recipients),
            links={each.id: links[each.id] for each in series.appointments if each.id in links},
            communications=communications[series.id],
            parked_at=parked_at.get(series.id),
            zone=find_zone(practice.zone),
        )
        for series in several
    ]


async def _parked_at(connection: Connection, series_ids: Sequence[UUID]) -> dict[UUID, datetime]:
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
