from datetime import datetime
from typing import Final
from uuid import UUID

from messaging.database import Connection
from video_links.domain.appointment_times import AppointmentTimes, Window
from video_links.domain.meeting import Client, LinkLife, Meeting
from video_links.domain.room import GONE_AFTER
from video_links.domain.zone import zone_named
from video_links.errors import RoomUnknown

# By these somebody was in the room, or came to its door.
_USED: Final = ["joined", "rejoined", "taken_over", "admitted", "left", "lost", "host_entered", "host_left"]


async def load_meeting(connection: Connection, appointment_id: UUID, *, window: Window, now: datetime) -> Meeting:
    """Raises RoomUnknown."""
    row = await connection.fetchrow(
        """
        SELECT appointments.series_id, appointments.local_start, appointments.starts_at, appointments.ends_at,
               appointments.status, series.zone,
               calls.admitted_at AS first_admitted_at, calls.ended, calls.ended_at,
               client.id AS client_id, client.link_id, client.browser_hash, client.device, client.began_at,
               client.admitted_at, client.left_at,
               EXISTS (
                   SELECT FROM participants
                    WHERE participants.appointment_id = appointments.id
                      AND participants.client_session_id = client.id
                      AND participants.seen_at > $2
               ) AS present,
               EXISTS (
                   SELECT FROM participants
                    WHERE participants.appointment_id = appointments.id
                      AND participants.role = 'host'
                      AND participants.seen_at > $2
               ) AS host_present,
               greatest(
                   (SELECT max(seen_at) FROM participants WHERE participants.appointment_id = appointments.id),
                   (SELECT max(at) FROM activities
                     WHERE activities.appointment_id = appointments.id AND activities.kind = ANY ($3))
               ) AS used_at
          FROM appointments
          JOIN series ON series.id = appointments.series_id
          LEFT JOIN calls ON calls.appointment_id = appointments.id
          LEFT JOIN client_sessions AS client ON client.appointment_id = appointments.id AND client.ended_at IS NULL
         WHERE appointments.id = $1
        """,
        appointment_id,
        now - GONE_AFTER,
        _USED,
    )
    if row is None:
        raise RoomUnknown(f"No video appointment {appointment_id} in this practice.")
    links = await connection.fetch(
        "SELECT id, generation, reason FROM links WHERE appointment_id = $1 ORDER BY generation",
        appointment_id,
    )
    client = row["client_id"] and Client(
        id=row["client_id"],
        link_id=row["link_id"],
        browser=row["browser_hash"],
        device=row["device"],
        began_at=row["began_at"],
        admitted_at=row["admitted_at"],
        left_at=row["left_at"],
        present=row["present"],
    )
    return Meeting(
        appointment_id=appointment_id,
        series_id=row["series_id"],
        times=AppointmentTimes(
            zone=zone_named(row["zone"]),
            local_start=row["local_start"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            status=row["status"],
            dead=links[-1]["reason"] if links else None,
            window=window,
        ),
        links=tuple(LinkLife(link["id"], link["generation"], link["reason"]) for link in links),
        client=client,
        host_present=row["host_present"],
        used_at=row["used_at"],
        admitted_at=row["first_admitted_at"],
        ended=row["ended"],
        ended_at=row["ended_at"],
    )
