from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from booking.domain.conflict import Taken, meet
from booking.domain.finding import Elsewhere
from booking.domain.rezone import rezoned
from booking.domain.series import Appointment, Occurrence, Plan
from booking.domain.wall_time import find_zone
from booking.store.series import appointment_in
from messaging import zones
from messaging.database import Connection

# The constraints at_most_two_days and buffer_before_of_4_hours.
LONGEST = timedelta(hours=48)
LONGEST_BUFFER_BEFORE = timedelta(hours=4)
ZONES_CHANGE_BY = timedelta(hours=24)  # Samoa's did, when it crossed the date line


async def taken_slots(connection: Connection, plan: Plan, *, but: Sequence[UUID] = ()) -> list[Taken]:
    """All that stands in the practitioner's diary where the plan would be, earliest first; also what is to stand there
    once it takes place at its local time again, after a change of its zone's rules. `but` are those that give their
    place up.

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
                          occupied_from, occupied_to, status, schedule_version, zone_data, accepted, rule_start
                     FROM appointments
                    WHERE practitioner_id = $1
                      AND starts_at > planned.search_from
                      AND starts_at < planned.search_to
                      AND status <> 'cancelled'
                      AND NOT id = ANY ($8::uuid[])
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
        but,
    )
    planned = {occurrence.number: occurrence for occurrence in plan.occurrences}
    found = [_taken(planned[row["planned"]], dict(row)) for row in rows]
    return [taken for taken in found if taken is not None]


async def client_elsewhere(connection: Connection, plan: Plan, client_id: UUID) -> list[Elsewhere]:
    """The client's own appointments with other practitioners where the plan would be; also those that are to be there
    once they take place at their local time again, after a change of its zone's rules.

    Sound for a booking once the client is locked. Of a client there are few series, so these are looked up and not each
    date.
    """
    first, last = plan.occurrences[0], plan.occurrences[-1]
    rows = await connection.fetch(
        """
        SELECT appointments.id, appointments.number, appointments.local_start, appointments.fold, appointments.twice,
               appointments.shifted_from, appointments.starts_at, appointments.ends_at, appointments.local_end,
               appointments.occupied_from, appointments.occupied_to, appointments.status,
               appointments.schedule_version, appointments.zone_data, appointments.accepted,
               appointments.rule_start,
               series.zone, clients.name AS client_name, practitioners.name AS practitioner_name
          FROM series
          JOIN clients ON clients.id = series.client_id
          JOIN appointments ON appointments.series_id = series.id
          JOIN practitioners ON practitioners.id = appointments.practitioner_id
         WHERE series.client_id = $1
           AND appointments.practitioner_id <> $2
           AND appointments.starts_at > $3
           AND appointments.starts_at < $4
           AND appointments.status <> 'cancelled'
         ORDER BY appointments.starts_at
        """,
        client_id,
        plan.practitioner_id,
        first.starts_at - LONGEST - ZONES_CHANGE_BY,
        last.ends_at + ZONES_CHANGE_BY,
    )
    starts = [occurrence.starts_at for occurrence in plan.occurrences]
    return [each for row in rows for each in _elsewhere(plan, starts, dict(row))]


def _elsewhere(plan: Plan, starts: Sequence[datetime], row: dict[str, Any]) -> Iterator[Elsewhere]:
    """Once a date, by where the appointment is, or is to be by the zone data of now."""
    client_name, practitioner_name = row.pop("client_name"), row.pop("practitioner_name")
    found = set()
    for place in _places(row):
        # The dates are in order and none lasts into another: so those that begin before its end, the last one first.
        for planned in reversed(plan.occurrences[: bisect_left(starts, place.ends_at)]):
            if planned.ends_at <= place.starts_at:
                break
            if planned.number not in found:
                found.add(planned.number)
                yield Elsewhere(
                    planned.number, place.id, client_name, practitioner_name, place.starts_at, place.ends_at
                )


def _places(row: dict[str, Any]) -> tuple[Appointment, Appointment]:
    """Where an appointment is, and where it is to be by the zone data of now."""
    zone = find_zone(row.pop("zone"))
    appointment = appointment_in(row)
    return appointment, rezoned(appointment, zone)


def _taken(planned: Occurrence, row: dict[str, Any]) -> Taken | None:
    """By where the appointment is, or is to be by the zone data of now; None where it is in the way at neither."""
    number, client_name, booked_by = (row.pop(name) for name in ("planned", "client_name", "booked_by"))
    del row["series_id"]
    for place in _places(row):
        if meet(place, planned):
            return Taken(number, place.id, client_name, booked_by, place.starts_at, place.ends_at)
    return None
