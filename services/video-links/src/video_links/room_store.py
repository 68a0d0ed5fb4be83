"""What is kept of rooms: calls, who is there, what the two pages say to each other, and the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.domain.activity import Activity
from video_links.domain.room import Call, ClientSession, Participant, Role, Room
from video_links.errors import RoomUnknown

CHANNEL = "rooms"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a room ticket was given for. `subject` is the host's, of clients there is none."""

    appointment_id: UUID
    role: Role
    client_session_id: UUID | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class Signal:
    """`number` counts what `sender` says."""

    sender: UUID
    number: int
    payload: str


async def lock_call(connection: Connection, appointment_id: UUID, practice_id: UUID) -> None:
    """The room is this transaction's alone until it ends. Raises RoomUnknown."""
    locked = await connection.fetchval(
        """
        INSERT INTO calls AS known (appointment_id, practice_id, series_id, version, client, host_present)
        SELECT id, $2, series_id, 0, 'absent', false
          FROM appointments
         WHERE id = $1
        ON CONFLICT (appointment_id) DO UPDATE
           SET version = known.version
        RETURNING appointment_id
        """,
        appointment_id,
        practice_id,
    )
    if locked is None:
        raise RoomUnknown(f"No video appointment {appointment_id} in this practice.")


async def room(connection: Connection, appointment_id: UUID) -> Room:
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


async def save_call(connection: Connection, call: Call) -> None:
    """And tell every replica that has a page of this room open, once this transaction has committed."""
    await connection.execute(
        """
        UPDATE calls
           SET version = $2,
               client = $3,
               client_since = $4,
               host_present = $5
         WHERE appointment_id = $1
        """,
        call.appointment_id,
        call.version,
        call.client,
        call.client_since,
        call.host_present,
    )
    await wake_room(connection, call.appointment_id)


async def wake_room(connection: Connection, appointment_id: UUID) -> None:
    await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, str(appointment_id))


async def add_activity(connection: Connection, activity: Activity, appointment_id: UUID, practice_id: UUID) -> None:
    await connection.execute(
        """
        INSERT INTO activities (id, practice_id, appointment_id, link_id, kind, at, scanner, agent)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        activity.id,
        practice_id,
        appointment_id,
        activity.link_id,
        activity.kind,
        activity.at,
        activity.scanner,
        activity.agent,
    )


async def take_ticket(connection: Connection, ticket_id: UUID, now: datetime) -> Ticket | None:
    """It is good once, and for its time."""
    row = await connection.fetchrow(
        """
        DELETE FROM room_tickets
         WHERE id = $1
        RETURNING appointment_id, role, client_session_id, subject, expires_at
        """,
        ticket_id,
    )
    if row is None or row["expires_at"] <= now:
        return None
    return Ticket(row["appointment_id"], row["role"], row["client_session_id"], row["subject"])


async def save_participant(
    connection: Connection, participant_id: UUID, ticket: Ticket, socket: UUID, practice_id: UUID, now: datetime
) -> bool:
    """By a new socket, whether it was there before or not. False where the id is another's."""
    saved = await connection.fetchval(
        """
        INSERT INTO participants AS known
               (id, practice_id, appointment_id, role, client_session_id, socket, entered_at, seen_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
        ON CONFLICT (id) DO UPDATE
           SET socket = excluded.socket,
               seen_at = excluded.seen_at
         WHERE known.appointment_id = excluded.appointment_id
           AND known.role = excluded.role
           AND known.client_session_id IS NOT DISTINCT FROM excluded.client_session_id
        RETURNING id
        """,
        participant_id,
        practice_id,
        ticket.appointment_id,
        ticket.role,
        ticket.client_session_id,
        socket,
        now,
    )
    return saved is not None


async def see_participant(connection: Connection, participant_id: UUID, socket: UUID, now: datetime) -> bool:
    """False where the page has another socket by now, or is not there any more."""
    seen = await connection.fetchval(
        "UPDATE participants SET seen_at = $3 WHERE id = $1 AND socket = $2 RETURNING id",
        participant_id,
        socket,
        now,
    )
    return seen is not None


async def delete_participant(connection: Connection, participant_id: UUID, socket: UUID) -> bool:
    """False where the page has another socket by now, or is not there any more."""
    deleted = await connection.fetchval(
        "DELETE FROM participants WHERE id = $1 AND socket = $2 RETURNING id",
        participant_id,
        socket,
    )
    return deleted is not None


async def leave_session(connection: Connection, session_id: UUID, now: datetime) -> None:
    await connection.execute(
        "UPDATE client_sessions SET left_at = $2 WHERE id = $1 AND ended_at IS NULL",
        session_id,
        now,
    )


async def add_signal(
    connection: Connection,
    appointment_id: UUID,
    signal: Signal,
    *,
    recipient: UUID,
    practice_id: UUID,
    now: datetime,
) -> None:
    """Once, however often it is sent; and only to a page of the same room."""
    await connection.execute(
        """
        WITH added AS (
            INSERT INTO signals (sender, number, practice_id, appointment_id, recipient, payload, sent_at)
            SELECT $1, $2, $3, $4, id, $6, $7
              FROM participants
             WHERE id = $5
               AND appointment_id = $4
            ON CONFLICT DO NOTHING
        )
        SELECT pg_notify($8, $4::text)
        """,
        signal.sender,
        signal.number,
        practice_id,
        appointment_id,
        recipient,
        signal.payload,
        now,
        CHANNEL,
    )


async def signals_for(connection: Connection, participant_id: UUID) -> Sequence[Signal]:
    """What has not arrived, in the order in which each sender said it."""
    rows = await connection.fetch(
        """
        SELECT sender, number, payload
          FROM signals
         WHERE recipient = $1
         ORDER BY sender, number
        """,
        participant_id,
    )
    return [Signal(**row) for row in rows]


async def delete_signal(connection: Connection, recipient: UUID, sender: UUID, number: int) -> None:
    await connection.execute(
        "DELETE FROM signals WHERE recipient = $1 AND sender = $2 AND number = $3",
        recipient,
        sender,
        number,
    )


async def delete_participants(connection: Connection, appointment_id: UUID, seen_before: datetime) -> set[Role]:
    """Those that were last seen before then; what they were."""
    rows = await connection.fetch(
        "DELETE FROM participants WHERE appointment_id = $1 AND seen_at <= $2 RETURNING role",
        appointment_id,
        seen_before,
    )
    return {row["role"] for row in rows}


async def delete_litter(connection: Connection, made_before: datetime) -> None:
    """Tickets that ran out and signals that nobody fetched."""
    await connection.execute("DELETE FROM room_tickets WHERE expires_at <= $1", made_before)
    await connection.execute("DELETE FROM signals WHERE sent_at <= $1", made_before)
