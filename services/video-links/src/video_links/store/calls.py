"""What happens behind a link: the call, the browsers that have joined, and the pages that are there."""

from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.domain.meeting import Meeting
from video_links.domain.room import Call, Role
from video_links.domain.ticket import Ticket

CHANNEL = "rooms"


async def lock_call(connection: Connection, appointment_id: UUID) -> bool:
    """The room is this transaction's alone until it ends. False where nothing has happened there yet."""
    locked = await connection.fetchval(
        "SELECT appointment_id FROM calls WHERE appointment_id = $1 FOR NO KEY UPDATE",
        appointment_id,
    )
    return locked is not None


async def add_call(connection: Connection, appointment_id: UUID, series_id: UUID, practice_id: UUID) -> None:
    """And lock it, also where another transaction has been first."""
    await connection.execute(
        """
        INSERT INTO calls AS known (appointment_id, practice_id, series_id, version, client, host_present)
        VALUES ($1, $2, $3, 0, 'absent', false)
        ON CONFLICT (appointment_id) DO UPDATE
           SET version = known.version
        """,
        appointment_id,
        practice_id,
        series_id,
    )


async def save_call(connection: Connection, call: Call) -> None:
    """And tell every replica that has a page of this room open, once this transaction has committed."""
    await connection.execute(
        """
        WITH saved AS (
            UPDATE calls
               SET version = $2,
                   client = $3,
                   client_since = $4,
                   host_present = $5
             WHERE appointment_id = $1
        )
        SELECT pg_notify($6, $1::text)
        """,
        call.appointment_id,
        call.version,
        call.client,
        call.client_since,
        call.host_present,
        CHANNEL,
    )


async def save_course(connection: Connection, meeting: Meeting) -> None:
    """When a client was first let in, and how it ended."""
    await connection.execute(
        "UPDATE calls SET admitted_at = $2, ended = $3, ended_at = $4 WHERE appointment_id = $1",
        meeting.appointment_id,
        meeting.admitted_at,
        meeting.ended,
        meeting.ended_at,
    )


async def save_client(connection: Connection, meeting: Meeting, practice_id: UUID, *, now: datetime) -> list[UUID]:
    """Have `meeting.client` be the appointment's live one, and no other; which client sessions have ended by it."""
    client = meeting.client
    ended = await connection.fetch(
        """
        UPDATE client_sessions
           SET ended_at = $3
         WHERE appointment_id = $1
           AND ended_at IS NULL
           AND id IS DISTINCT FROM $2
        RETURNING id
        """,
        meeting.appointment_id,
        client and client.id,
        now,
    )
    if client is not None:
        await connection.execute(
            """
            INSERT INTO client_sessions
                   (id, practice_id, appointment_id, link_id, browser_hash, device, began_at, admitted_at, left_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (id) DO UPDATE
               SET admitted_at = excluded.admitted_at,
                   left_at = excluded.left_at
            """,
            client.id,
            practice_id,
            meeting.appointment_id,
            client.link_id,
            client.browser,
            client.device,
            client.began_at,
            client.admitted_at,
            client.left_at,
        )
    return [row["id"] for row in ended]


async def save_leaving(connection: Connection, client_session_id: UUID, *, now: datetime) -> None:
    await connection.execute(
        "UPDATE client_sessions SET left_at = $2 WHERE id = $1 AND ended_at IS NULL",
        client_session_id,
        now,
    )


async def save_participant(
    connection: Connection, participant_id: UUID, ticket: Ticket, socket: UUID, practice_id: UUID, *, now: datetime
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


async def save_seen(connection: Connection, participant_id: UUID, socket: UUID, *, now: datetime) -> bool:
    """False where the page has another socket by now, or is not there any more."""
    seen = await connection.fetchval(
        "UPDATE participants SET seen_at = $3 WHERE id = $1 AND socket = $2 RETURNING id",
        participant_id,
        socket,
        now,
    )
    return seen is not None


async def is_in_room(connection: Connection, participant_id: UUID, appointment_id: UUID) -> bool:
    there: bool = await connection.fetchval(
        "SELECT EXISTS (SELECT FROM participants WHERE id = $1 AND appointment_id = $2)",
        participant_id,
        appointment_id,
    )
    return there


async def remove_participant(connection: Connection, participant_id: UUID, socket: UUID) -> bool:
    """False where the page has another socket by now, or is not there any more."""
    deleted = await connection.fetchval(
        "DELETE FROM participants WHERE id = $1 AND socket = $2 RETURNING id",
        participant_id,
        socket,
    )
    return deleted is not None


async def remove_participants(connection: Connection, appointment_id: UUID, *, seen_before: datetime) -> set[Role]:
    """Those that were last seen before then; what they were."""
    rows = await connection.fetch(
        "DELETE FROM participants WHERE appointment_id = $1 AND seen_at <= $2 RETURNING role",
        appointment_id,
        seen_before,
    )
    return {row["role"] for row in rows}
