from datetime import timedelta
from typing import Any

from booking.domain.conflict import Taken, meet
from booking.domain.rezone import rezoned
from booking.domain.series import Appointment, Occurrence, Plan
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
        SELECT planned.number AS planned, near.*,
               (SELECT zone FROM series WHERE series.id = near.series_id) AS zone,
               (
                   SELECT clients.name
                     FROM series
                     JOIN clients ON clients.id = series.client_id
                    WHERE series.id = near.series_id
               ) AS client_name,
               (
                   SELECT staff.name
                     FROM series
                     JOIN staff ON staff.practice_id = series.practice_id AND staff.subject = series.booked_by
                    WHERE series.id = near.series_id
               ) AS booked_by
          FROM unnest($2::smallint[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[])
               AS planned (number, occupied_from, occupied_to, search_from, search_to)
         CROSS JOIN LATERAL (
                   SELECT id, series_id, number, local_start, fold, twice, shifted_from, starts_at, ends_at, local_end,
                          occupied_from, occupied_to, status, schedule_version, zone_data
                     FROM appointments
                    WHERE practitioner_id = $1
                      AND starts_at > planned.search_from
                      AND starts_at < planned.search_to
                      AND status <> 'cancelled'
                      AND (
                              (occupied_from < planned.occupied_to AND occupied_to > planned.occupied_from)
                           OR (status = 'booked' AND zone_data < $7)
                          )
                   OFFSET 0
               ) AS near
         ORDER BY planned.number, near.starts_at
        """,
        plan.practitioner_id,
        [occurrence.number for occurrence in plan.occurrences],
        [occurrence.occupied_from for occurrence in plan.occurrences],
        [occurrence.occupied_to for occurrence in plan.occurrences],
        [occurrence.occupied_from - LONGEST - ZONES_CHANGE_BY for occurrence in plan.occurrences],
        [occurrence.occupied_to + LONGEST_BUFFER_BEFORE + ZONES_CHANGE_BY for occurrence in plan.occurrences],
        zones.VERSION,
    )
    planned = {occurrence.number: occurrence for occurrence in plan.occurrences}
    found = [_taken(planned[row["planned"]], dict(row)) for row in rows]
    return [taken for taken in found if taken is not None]


def _taken(planned: Occurrence, row: dict[str, Any]) -> Taken | None:
    """By where the appointment is, or is to be by the zone data of now; None where it is in the way at neither."""
    number, zone, client_name, booked_by = (row.pop(name) for name in ("planned", "zone", "client_name", "booked_by"))
    del row["series_id"]
    appointment = Appointment(**row)
    for place in (appointment, rezoned(appointment, find_zone(zone))):
        if meet(place, planned):
            return Taken(number, place.id, client_name, booked_by, place.starts_at, place.ends_at)
    return None
