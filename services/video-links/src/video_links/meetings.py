"""What the rows say of an appointment's link and room, and how it is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from cryptography.fernet import MultiFernet

from messaging.database import Connection
from video_links import room_store
from video_links.domain.appointment_times import AppointmentTimes, Window
from video_links.domain.link import Link
from video_links.domain.meeting import Client, LinkLife, Meeting
from video_links.domain.room import GONE_AFTER
from video_links.domain.token import Token
from video_links.domain.zone import zone_named
from video_links.errors import RoomUnknown

TICKET_LIVES: Final = timedelta(seconds=60)

# By these somebody was in the room, or came to its door.
_USED: Final = ["joined", "rejoined", "taken_over", "admitted", "left", "lost", "host_entered", "host_left"]


@dataclass(frozen=True, slots=True)
class Wanted:
    appointment_id: UUID
    series_id: UUID
    generation: int


async def lock_meeting(
    connection: Connection, appointment_id: UUID, practice_id: UUID, *, window: Window, now: datetime
) -> Meeting:
    """As `load_meeting`; the appointment's room and links are this transaction's alone until it ends."""
    await room_store.lock_call(connection, appointment_id, practice_id)
    return await load_meeting(connection, appointment_id, window=window, now=now)


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


async def save_client(connection: Connection, meeting: Meeting, practice_id: UUID, *, now: datetime) -> None:
    """Have `meeting.client` be the appointment's live one, and no other. The tickets of those before are void."""
    client = meeting.client
    await connection.execute(
        """
        WITH gone AS (
            UPDATE client_sessions
               SET ended_at = $3
             WHERE appointment_id = $1
               AND ended_at IS NULL
               AND id IS DISTINCT FROM $2
            RETURNING id
        )
        DELETE FROM room_tickets
         WHERE id IN (
                   SELECT room_tickets.id
                     FROM room_tickets
                     JOIN gone ON gone.id = room_tickets.client_session_id
                      FOR UPDATE OF room_tickets SKIP LOCKED -- one that is being handed in waits for this
               )
        """,
        meeting.appointment_id,
        client and client.id,
        now,
    )
    if client is None:
        return
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


async def save_course(connection: Connection, meeting: Meeting, practice_id: UUID, *, now: datetime) -> None:
    """Who is the client, when one was first let in, which links are dead, and how it ended."""
    await save_client(connection, meeting, practice_id, now=now)
    await connection.execute(
        "UPDATE calls SET admitted_at = $2, ended = $3, ended_at = $4 WHERE appointment_id = $1",
        meeting.appointment_id,
        meeting.admitted_at,
        meeting.ended,
        meeting.ended_at,
    )
    dead = [link for link in meeting.links if link.dead is not None]
    await connection.execute(
        """
        UPDATE links
           SET state = 'dead',
               reason = dead.reason
          FROM unnest($1::uuid[], $2::text[]) AS dead (id, reason)
         WHERE links.id = dead.id
           AND links.state = 'live'
        """,
        [link.id for link in dead],
        [link.dead for link in dead],
    )


async def replace_link(
    connection: Connection, old: LinkLife, new: Link, practice_id: UUID, storage: MultiFernet, *, now: datetime
) -> None:
    """The old one is dead and the new one lives in the same statement."""
    await connection.execute(
        """
        WITH dead AS (
            UPDATE links
               SET state = 'dead', reason = 'reissued'
             WHERE id = $1
               AND state = 'live'
            RETURNING series_id, appointment_id, starts_at, ends_at
        )
        INSERT INTO links
               (id, practice_id, series_id, appointment_id, generation, token_hash, token_sealed, state, made_at,
                starts_at, ends_at)
        SELECT $2, $3, dead.series_id, dead.appointment_id, $4, $5, $6, 'live', $7, dead.starts_at, dead.ends_at
          FROM dead
        """,
        old.id,
        new.id,
        practice_id,
        new.generation,
        new.token.sha256,
        storage.encrypt(new.token.text.encode()),
        now,
    )


async def add_ticket(
    connection: Connection,
    ticket: Token,
    meeting: Meeting,
    practice_id: UUID,
    *,
    ticket_id: UUID,
    role: Literal["client", "host"],
    subject: str | None,
    now: datetime,
) -> None:
    """Lets one page into the room, once, as the client that the call has now or as this host."""
    await connection.execute(
        """
        INSERT INTO room_tickets
               (id, practice_id, appointment_id, ticket_hash, role, client_session_id, subject, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        ticket_id,
        practice_id,
        meeting.appointment_id,
        ticket.sha256,
        role,
        meeting.client.id if role == "client" and meeting.client else None,
        subject,
        now + TICKET_LIVES,
    )


async def times_requested(connection: Connection, link_id: UUID, *, since: datetime) -> int:
    count: int = await connection.fetchval(
        "SELECT count(*) FROM activities WHERE link_id = $1 AND kind = 'requested' AND at > $2", link_id, since
    )
    return count


async def current_link(connection: Connection, appointment_id: UUID, *, over: datetime) -> Wanted | None:
    """The appointment's own link where it lives, else that of the series' next session; of those that did not end
    before `over`."""
    row = await connection.fetchrow(
        """
        SELECT wanted.id AS appointment_id, wanted.series_id, links.generation
          FROM appointments AS held
          JOIN appointments AS wanted ON wanted.series_id = held.series_id
          JOIN links ON links.appointment_id = wanted.id AND links.state = 'live'
         WHERE held.id = $1
           AND wanted.status = 'booked'
           AND wanted.ends_at > $2
         ORDER BY wanted.id = held.id DESC, wanted.starts_at
         LIMIT 1
        """,
        appointment_id,
        over,
    )
    return Wanted(**row) if row else None
