from uuid import UUID

from messaging.database import Connection
from video_links.domain.room import Call, ClientSession, Participant, Room
from video_links.errors import RoomUnknown


async def load_room(connection: Connection, appointment_id: UUID) -> Room:
    """Raises RoomUnknown."""
    row = await connection.fetchrow(
        """
        SELECT appointments.id AS appointment_id, appointments.series_id, appointments.status,
               calls.version, calls.client, calls.client_since, calls.host_present,
               calls.admitted_at, calls.ended, calls.ended_at,
               sessions.id AS session_id, sessions.device, sessions.admitted_at AS session_admitted_at, sessions.left_at
          FROM appointments
          LEFT JOIN calls ON calls.appointment_id = appointments.id
          LEFT JOIN client_sessions AS sessions
            ON sessions.appointment_id = appointments.id
           AND sessions.ended_at IS NULL
         WHERE appointments.id = $1
        """,
        appointment_id,
    )
    if row is None:
        raise RoomUnknown(f"No video appointment {appointment_id} in this practice.")
    participants = await connection.fetch(
        """
        SELECT participants.id, participants.role, participants.client_session_id,
               links.reason AS link_died_of, participants.entered_at, participants.seen_at
          FROM participants
          LEFT JOIN client_sessions ON client_sessions.id = participants.client_session_id
          LEFT JOIN links ON links.id = client_sessions.link_id
         WHERE participants.appointment_id = $1
        """,
        appointment_id,
    )
    call = Call(row["appointment_id"], row["series_id"])
    if row["version"] is not None:
        call = Call(
            row["appointment_id"],
            row["series_id"],
            version=row["version"],
            client=row["client"],
            client_since=row["client_since"],
            host_present=row["host_present"],
            admitted_at=row["admitted_at"],
            ended=row["ended"],
            ended_at=row["ended_at"],
        )
    session = row["session_id"] and ClientSession(
        row["session_id"], row["device"], row["session_admitted_at"], row["left_at"]
    )
    return Room(call, row["status"], session, [Participant(**one) for one in participants])
