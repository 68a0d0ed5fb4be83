from datetime import timedelta

from booking.domain.conflict import Taken
from booking.domain.series import Plan
from messaging.database import Connection

# The constraints at_most_two_days and buffer_before_of_4_hours.
LONGEST = timedelta(hours=48)
LONGEST_BUFFER_BEFORE = timedelta(hours=4)


async def taken_slots(connection: Connection, plan: Plan) -> list[Taken]:
    """All that stands in the practitioner's diary where the plan would be, earliest first.

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
    return [Taken(**row) for row in rows]
