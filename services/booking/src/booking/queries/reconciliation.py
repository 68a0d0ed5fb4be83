"""Where other services' links and messages are not what booking's truth asks for: found by indexes, judged by
`booking.domain.reconciliation`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from booking.domain.reconciliation import Finding, Found, deviations, of_appointment, reconcile
from booking.domain.rezone import true_still
from booking.domain.series import Series
from booking.domain.wall_time import find_zone
from booking.projections.communications import communications_of_several
from booking.projections.links import links_of_several
from booking.store.clients import several_clients
from booking.store.practices import find_practice
from booking.store.series import find_series_id, several_series
from messaging import zones
from messaging.database import Connection

SERIES_A_PAGE: Final = 100
LOOKED_THROUGH: Final = 1000  # series a statement, so that none takes long, however large the diary
STATEMENTS: Final = 2  # a page; then it ends, full or not


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A series as it was found, and what of it is not as it ought to be."""

    found: Found
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class DeviationsPage:
    """`next` asks for the next page, as `after`; None: this was the last one. `true_still`: the appointments ahead that
    were booked by older zone data, and are where those of now would have them."""

    series: Sequence[Reconciled]
    next: UUID | None
    true_still: Sequence[UUID]


async def find_deviations(
    connection: Connection, practice_id: UUID, *, now: datetime, after: UUID | None, at_most: int = SERIES_A_PAGE
) -> DeviationsPage:
    """Of the practice's series, what somebody can mend. It judges `at_most` of those that may deviate.

    A page may be empty and not the last. Raises PracticeNotFound.
    """
    candidates: list[UUID] = []
    looked_to = after
    for _ in range(STATEMENTS):
        found = await _candidates(connection, practice_id, now=now, after=looked_to)
        candidates += found.ids
        looked_to = found.looked_to
        if looked_to is None or len(candidates) >= at_most:
            break
    if len(candidates) > at_most:
        candidates = candidates[:at_most]
        looked_to = candidates[-1]
    reconciled = [
        Reconciled(each.found, deviations(each.found, each.findings, now=now))
        for each in await reconcile_series(connection, practice_id, candidates, now=now)
    ]
    return DeviationsPage(
        [each for each in reconciled if each.findings],
        next=looked_to,
        true_still=[each.id for judged in reconciled for each in true_still(judged.found.series, now=now)],
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


@dataclass(frozen=True, slots=True)
class _Candidates:
    """`looked_to` is the last series that was looked at; None where there are no more."""

    ids: Sequence[UUID]
    looked_to: UUID | None


async def _candidates(connection: Connection, practice_id: UUID, *, now: datetime, after: UUID | None) -> _Candidates:
    """Those of the next series that `reconcile` may find something of; it misses none, and judges nothing.

    With the practice named, the planner knows how few of all rows are its own.
    """
    row = await connection.fetchrow(
        """
        WITH looked_at AS MATERIALIZED (
            SELECT id, video
              FROM series
             WHERE practice_id = $1
               AND ($3::uuid IS NULL OR id > $3)
             ORDER BY id
             LIMIT $4
        ), candidates AS (
            SELECT looked_at.id
              FROM looked_at
             CROSS JOIN LATERAL (
                       SELECT coalesce(array_agg(id), '{}') AS booked,
                              coalesce(array_agg(id) FILTER (WHERE ends_at > $2), '{}') AS ahead,
                              coalesce(array_agg(id) FILTER (WHERE ends_at > $2 AND number > 1), '{}') AS later,
                              coalesce(bool_or(starts_at > $2 AND zone_data < $5), false) AS by_older_zone_data
                         FROM appointments
                        WHERE practice_id = $1
                          AND series_id = looked_at.id
                          AND status = 'booked'
                   ) AS sessions
             CROSS JOIN LATERAL (
                       SELECT coalesce(array_agg(appointment_id), '{}') AS live,
                              coalesce(bool_or(closes_at < $2), false) AS over
                         FROM links
                        WHERE practice_id = $1
                          AND series_id = looked_at.id
                          AND state = 'live'
                   ) AS links
             CROSS JOIN LATERAL (
                       SELECT coalesce(array_agg(appointment_id) || array_agg(link_of), '{}') AS told_of,
                              coalesce(
                                  bool_or(trigger IN ('single', 'recurring', 'single_video', 'recurring_video')), false
                              ) AS confirmed,
                              coalesce(
                                  bool_or(
                                      status IN ('held', 'failed', 'suppressed')
                                      OR (status IN ('scheduled', 'sending') AND (due_at < $2 OR reason IS NOT NULL))
                                  ),
                                  false
                              ) AS in_question
                         FROM communications
                        WHERE practice_id = $1
                          AND series_id = looked_at.id
                   ) AS messages
             WHERE (looked_at.video AND NOT sessions.ahead <@ links.live)
                OR links.over
                OR NOT links.live <@ CASE WHEN looked_at.video THEN sessions.booked ELSE '{}' END
                OR NOT sessions.later <@ messages.told_of
                OR NOT (messages.confirmed OR sessions.ahead = '{}')
                OR messages.in_question
                OR sessions.by_older_zone_data
                OR convert_to(looked_at.id::text, 'UTF8') IN (SELECT key FROM parked_events)
        )
        SELECT ARRAY(SELECT id FROM candidates ORDER BY id) AS ids,
               (SELECT id FROM looked_at ORDER BY id OFFSET $4 - 1) AS looked_to
        """,
        practice_id,
        now,
        after,
        LOOKED_THROUGH,
        zones.VERSION,
    )
    assert row is not None
    return _Candidates(row["ids"], row["looked_to"])


async def _found(connection: Connection, practice_id: UUID, several: Sequence[Series]) -> list[Found]:
    practice = await find_practice(connection, practice_id)
    if not several:
        return []
    ids = [series.id for series in several]
    links = await links_of_several(connection, ids)
    communications = await communications_of_several(connection, ids)
    clients = {each.id: each for each in await several_clients(connection, [series.client_id for series in several])}
    parked_at = await _parked_at(connection, ids)
    return [
        Found(
            series=series,
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
