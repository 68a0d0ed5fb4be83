from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from booking.domain.conflict import Occupying
from booking.domain.rezone import Slot
from booking.queries.conflicts import LONGEST, LONGEST_BUFFER_BEFORE
from messaging.database import Connection


async def series_in_question(
    connection: Connection, *, zone_data: str, now: datetime, practitioner_id: UUID | None = None
) -> dict[UUID, list[UUID]]:
    """By practitioner, the series of which something lies ahead by older zone data; of one or of all of them."""
    rows = await connection.fetch(
        """
        SELECT practitioner_id, array_agg(DISTINCT series_id) AS series_ids
          FROM appointments
         WHERE starts_at > $1
           AND status = 'booked'
           AND zone_data < $2
           AND ($3::uuid IS NULL OR practitioner_id = $3)
         GROUP BY practitioner_id
         ORDER BY practitioner_id
        """,
        now,
        zone_data,
        practitioner_id,
    )
    return {row["practitioner_id"]: row["series_ids"] for row in rows}


async def slots_beside(
    connection: Connection, practitioner_id: UUID, slots: Sequence[Occupying], *, but: Sequence[UUID]
) -> list[Slot]:
    """What stands in the practitioner's diary where these slots are, but these appointments."""
    rows = await connection.fetch(
        """
        SELECT DISTINCT taken.id AS appointment_id, taken.occupied_from, taken.occupied_to
          FROM unnest($2::timestamptz[], $3::timestamptz[]) AS slot (occupied_from, occupied_to)
         CROSS JOIN LATERAL (
                   SELECT id, occupied_from, occupied_to
                     FROM appointments
                    WHERE practitioner_id = $1
                      AND starts_at > slot.occupied_from - $5::interval
                      AND starts_at < slot.occupied_to + $6::interval
                      AND occupied_from < slot.occupied_to
                      AND occupied_to > slot.occupied_from
                      AND status <> 'cancelled'
                      AND NOT id = ANY ($4::uuid[])
                   OFFSET 0 -- the index searched once a slot, as for a booking
               ) AS taken
        """,
        practitioner_id,
        [slot.occupied_from for slot in slots],
        [slot.occupied_to for slot in slots],
        but,
        LONGEST,
        LONGEST_BUFFER_BEFORE,
    )
    return [Slot(**row) for row in rows]
