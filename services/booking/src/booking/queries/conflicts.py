from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from booking.domain.conflict import Taken
from booking.domain.rezone import rezoned
from booking.domain.series import Appointment, Plan
from booking.domain.wall_time import find_zone
from messaging import zones
from messaging.database import Connection

# The constraints at_most_two_days and buffer_before_of_4_hours.
LONGEST = timedelta(hours=48)
LONGEST_BUFFER_BEFORE = timedelta(hours=4)
ZONES_CHANGE_BY = timedelta(hours=24)  # Samoa's did, when it crossed the date line


async def taken_slots(connection: Connection, plan: Plan) -> list[Taken]:
    """All that stands in the practitioner's diary where the plan would be, earliest first; also what is to stand there
    once it takes place at its local time again, after a change of its zone's rules.

    Sound for a booking once the practitioner is locked. It compares scalars, since `&&` is not leakproof and would not
    reach an index under row-level security. OFFSET 0 has the index searched once for every date: the planner cannot
    know how few rows that finds, and would read the practitioner's whole diary and all series.
    """
    rows = await connection.fetch(
        """
        SELECT planned.number, taken.id AS appointment_id, taken.starts_at, taken.ends_at,
               (
                   SELECT clients.name
                     FROM series
                     JOIN clients ON clients.id = series.client_id
                    WHERE series.id = taken.series_id
               ) AS client_name,
               (
                   SELECT staff.name
                     FROM series
                     JOIN staff ON staff.practice_id = series.practice_id AND staff.subject = series.booked_by
                    WHERE series.id = taken.series_id
               ) AS booked_by
          FROM unnest($2::smallint[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[])
               AS planned (number, occupied_from, occupied_to, search_from, search_to)
         CROSS JOIN LATERAL (
                   SELECT id, series_id, starts_at, ends_at
                     FROM appointments
                    WHERE practitioner_id = $1
                      AND starts_at > planned.search_from
                      AND starts_at < planned.search_to
                      AND occupied_from < planned.occupied_to
                      AND occupied_to > planned.occupied_from
                      AND status <> 'cancelled'
                   OFFSET 0
               ) AS taken
         ORDER BY planned.number, taken.starts_at
        """,
        plan.practitioner_id,
        [occurrence.number for occurrence in plan.occurrences],
        [occurrence.occupied_from for occurrence in plan.occurrences],
        [occurrence.occupied_to for occurrence in plan.occurrences],
        [occurrence.occupied_from - LONGEST for occurrence in plan.occurrences],
        [occurrence.occupied_to + LONGEST_BUFFER_BEFORE for occurrence in plan.occurrences],
    )
    taken = [Taken(**row) for row in rows]
    found = {(each.number, each.appointment_id) for each in taken}
    to_come = await _to_be_rezoned(connection, plan)
    taken += [each for each in to_come if (each.number, each.appointment_id) not in found]
    return sorted(taken, key=lambda each: (each.number, each.starts_at))


async def _to_be_rezoned(connection: Connection, plan: Plan) -> list[Taken]:
    """What was booked by older zone data, near the plan, and would be in its way by those of now. None as a rule: what
    is where it was is noted by the reconciler within minutes of an upgrade."""
    rows = await connection.fetch(
        """
        SELECT DISTINCT ON (near.id)
               near.*, series.zone, clients.name AS client_name, staff.name AS booked_by
          FROM unnest($2::timestamptz[], $3::timestamptz[]) AS planned (search_from, search_to)
         CROSS JOIN LATERAL (
                   SELECT id, series_id, number, local_start, fold, shifted_from, starts_at, ends_at, local_end,
                          occupied_from, occupied_to, status, schedule_version, zone_data
                     FROM appointments
                    WHERE practitioner_id = $1
                      AND starts_at > planned.search_from
                      AND starts_at < planned.search_to
                      AND status = 'booked'
                      AND zone_data < $4
                   OFFSET 0
               ) AS near
          JOIN series ON series.id = near.series_id
          JOIN clients ON clients.id = series.client_id
          LEFT JOIN staff ON staff.practice_id = series.practice_id AND staff.subject = series.booked_by
        """,
        plan.practitioner_id,
        [occurrence.occupied_from - LONGEST - ZONES_CHANGE_BY for occurrence in plan.occurrences],
        [occurrence.occupied_to + LONGEST_BUFFER_BEFORE + ZONES_CHANGE_BY for occurrence in plan.occurrences],
        zones.VERSION,
    )
    return [taken for row in rows for taken in _taken_when_rezoned(dict(row), plan)]


def _taken_when_rezoned(row: dict[str, Any], plan: Plan) -> Iterator[Taken]:
    zone, client_name, booked_by = (row.pop(name) for name in ("zone", "client_name", "booked_by"))
    del row["series_id"]
    becomes = rezoned(Appointment(**row), find_zone(zone))
    for occurrence in plan.occurrences:
        if becomes.occupied_from < occurrence.occupied_to and becomes.occupied_to > occurrence.occupied_from:
            yield Taken(occurrence.number, becomes.id, client_name, booked_by, becomes.starts_at, becomes.ends_at)
